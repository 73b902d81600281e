/**
 * Stalls again and again for times of a seeded spread, and writes into the file of its first argument when each began and
 * ended, by the monotonic clock in ns: `begin 123`, `end 456`. Its first line there is its pid.
 */
const { openSync, writeSync } = require('node:fs');

const [file, seed] = process.argv.slice(2);
const log = openSync(file, 'a');
const note = (text) => writeSync(log, `${text}\n`);

let state = Number(seed) >>> 0;
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

function crunch(ms) {
  const end = process.hrtime.bigint() + BigInt(Math.round(ms * 1e6));
  let sum = 0;
  while (process.hrtime.bigint() < end) for (let index = 0; index < 1000; index += 1) sum += Math.sqrt(index);
  return sum;
}

note(`pid ${process.pid}`);
function turn() {
  note(`begin ${process.hrtime.bigint()}`);
  crunch(60 + 1140 * random() ** 2);
  note(`end ${process.hrtime.bigint()}`);
  setTimeout(turn, 10 + 60 * random());
}
setTimeout(turn, 20);
