const { spawnSync } = require('node:child_process');

setImmediate(() => {
  let sum = 0;
  for (let i = 0; i < 200; i++) {
    const { stdout } = spawnSync(process.execPath, ['-p', `${i}`], { encoding: 'utf8' }); // <- blame
    sum += Number(stdout);
  }
  console.log(sum);
});
