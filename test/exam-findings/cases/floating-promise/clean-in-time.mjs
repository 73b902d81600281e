// @clean
// Settled before the caller returns, in the same turn or while it waits for something else; or marked and handled.
import { setTimeout as sleep } from 'node:timers/promises';

let count = 0;
async function note() {
  count++;
}
async function warmUp() {
  await sleep(5);
  count++;
}
async function work() {
  note();
  warmUp();
  await sleep(100);
  return count;
}
async function report(text) {
  await sleep(5);
  if (text === '') throw new Error('nothing to report');
}
console.log(await work());
void report('').catch(() => console.log('not reported'));
await sleep(20);
