// One stall of a quarter of a second, two seconds of rest, and the end, whose moment is noted.
// @expect kind=sleep-loop
// @min-ms 250
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.on('exit', () => writeFileSync(join(process.cwd(), 'ended'), String(Date.now())));

setTimeout(() => {
  const until = Date.now() + 250;
  while (Date.now() < until) {} // <- blame
}, 500);
setTimeout(() => {}, 2500);
