// @expect none
// Fifteen children, one after the other: none of them blocks, and their own start is nobody's stall.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
let sum = 0;
for (let i = 0; i < 15; i++) sum += Number((await run(process.execPath, ['-p', `${i} + 1`])).stdout);
console.log(sum);
