// Much data goes through, in buffers that are used again.
// @clean
import { setImmediate as nextTurn } from 'node:timers/promises';

const buffer = new Float64Array(20_000);
let sum = 0;
for (let round = 0; round < 300; round++) {
  for (let i = 0; i < buffer.length; i++) buffer[i] = i * round;
  sum += buffer[7];
  await nextTurn();
}
console.log(sum);
