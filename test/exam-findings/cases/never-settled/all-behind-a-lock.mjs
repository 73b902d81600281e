// A lock whose holder fails before it lets go; a crowd waits for it, and everybody for the crowd.
// @finding never-settled deep
import { setTimeout as sleep } from 'node:timers/promises';

const waiting = [];
let isHeld = false;

async function take() {
  while (isHeld) {
    await new Promise((resolve) => waiting.push(resolve)); // <- never-settled
  }
  isHeld = true;
}

function letGo() {
  isHeld = false;
  waiting.shift()?.();
}

async function write(row) {
  await take();
  await sleep(10);
  if (row === 2) throw new Error('row 2 is broken');
  letGo();
}

async function writeAll() {
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map(write));
  console.log(outcomes.length);
}

await Promise.race([writeAll(), sleep(900)]);
console.log('done');
writeAll();
setTimeout(() => {}, 600);
