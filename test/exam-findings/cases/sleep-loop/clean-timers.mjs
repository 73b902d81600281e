// Waits, polls and times out, all of it by the loop.
// @clean
import { setTimeout as sleep } from 'node:timers/promises';

const start = Date.now();
let polls = 0;
while (Date.now() - start < 500) {
  polls += 1;
  await sleep(20);
}
console.log(polls > 5);
