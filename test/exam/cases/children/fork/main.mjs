// @expect kind=cpu
// @process child
// @min-ms 75
// @trigger message
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const child = fork(fileURLToPath(new URL('./render.mjs', import.meta.url)), ['--quick'], { execArgv: [] });
child.on('message', (length) => {
  console.log(length);
  setTimeout(() => child.disconnect(), 100);
});
setTimeout(() => child.send({ rows: 30_000 }), 250);
