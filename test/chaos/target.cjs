// A program whose output tells whether anything disturbed it: forty steps, two stalls, an exit code of its own. At step 15 it
// waits until it is told, by a line on stdin, to go on: that is when things are done to it. CHAOS_DEED is what it does itself.
// With CHAOS_MANY_STALLS each step after that stalls: more is told then than fits behind the last line of a page.
const { once } = require('node:events');
const { setTimeout: later } = require('node:timers/promises');
const deeds = require('./deeds.cjs');

const STEPS = 40;
const STALL_MS = 120;
const MANY = process.env.CHAOS_MANY_STALLS !== undefined;

function stall() {
  const until = process.hrtime.bigint() + BigInt(STALL_MS * 1e6);
  let rounds = 0;
  while (process.hrtime.bigint() < until) rounds += 1;
  return rounds > 0;
}

async function main() {
  let sum = 0;
  for (let step = 1; step <= STEPS; step++) {
    await later(10);
    sum = (sum * 31 + step) % 1_000_003;
    if (step === 10 || step === 30 || (MANY && step > 15)) stall();
    console.log(`step ${step} ${sum}`);
    if (step !== 15) continue;
    await deeds[process.env.CHAOS_DEED ?? 'none']();
    process.stdin.resume();
    await once(process.stdin, 'data');
    process.stdin.pause();
  }
  console.error('all steps are done');
  process.exitCode = 7;
}

main();
