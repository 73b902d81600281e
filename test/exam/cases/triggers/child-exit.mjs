// @expect kind=cpu
// @min-ms 75
// @trigger child-process
import { spawn } from 'node:child_process';

const child = spawn('sleep', ['0.2'], { stdio: 'ignore' });
child.on('exit', () => {
  let total = 0; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 43) % 5021; // <- blame
  console.log(total);
});
setTimeout(() => {}, 500);
