// @expect kind=sleep-loop
// @min-ms 200
// @phase running
import { sleepSync } from './lib/sleep.mjs';

function nextFrame(n) {
  sleepSync(200);
  return n + 1;
}

setTimeout(() => {
  console.log(nextFrame(1));
}, 100);
setTimeout(() => {}, 400);
