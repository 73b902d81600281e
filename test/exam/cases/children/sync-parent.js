// @expect kind=sync-call api=child_process.execFileSync blame=parent
// @min-ms 150
// @expect kind=cpu blame=child
// @process child
// @min-ms 75
const { execFileSync } = require('node:child_process');

if (process.argv[2] !== 'child') {
  setTimeout(() => {
    const text = execFileSync(process.execPath, [__filename, 'child'], { encoding: 'utf8' }); // <- blame parent
    console.log(text.trim());
  }, 150);
} else {
  setTimeout(() => {
    let x = 7;
    for (let i = 0; i < 120_000_000; i++) x = (x * 16807 + i) % 2147483647; // <- blame child
    console.log(x > 0);
    setTimeout(() => {}, 50);
  }, 100);
}
