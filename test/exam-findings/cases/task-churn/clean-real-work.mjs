// @clean
// @allow cpu-bound|loop-starvation|gc-pressure|fake-async|blocked-startup
// Many tasks, but each has work to do.
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

async function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

let last = '';
const endAt = Date.now() + 1200;
while (Date.now() < endAt) {
  for (let n = 0; n < 50; n++) last = await digest(`${last}${n}`);
  await turn();
}
console.log(last.length);
