// @expect kind=cpu
// @min-ms 75
// @trigger stream
const { spawn } = require('node:child_process');

const child = spawn('sh', ['-c', 'sleep 0.2; echo rows; sleep 0.3'], { stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.on('data', (data) => {
  let total = data.length; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 67) % 5077; // <- blame
  console.log(total);
});
