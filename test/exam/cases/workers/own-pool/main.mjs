// @expect kind=cpu
// @thread worker
// @min-ms 75
// @loops 2
// @trigger message
import { Pool } from './pool.mjs';

const pool = new Pool(new URL('./worker.mjs', import.meta.url), 2);
setTimeout(async () => {
  // One after the other: on a machine with one core they would wait for each other.
  for (const word of ['alpha', 'beta', 'gamma', 'delta']) console.log(await pool.run(word.repeat(40)));
  setTimeout(() => pool.close(), 100);
}, 200);
