// @expect kind=sync-call api=fs.readFileSync
// @min-ms 75
const fs = require('fs');
const os = require('os');
const path = require('path');

const sample = path.join(os.tmpdir(), `exam-mixed-${process.pid}.txt`);

function inspect(file) {
  if (!fs.existsSync(file)) return 0;
  const { size } = fs.statSync(file);
  const text = fs.readFileSync(file); // <- blame
  return size === text.length ? 1 : 0;
}

fs.writeFile(sample, Buffer.alloc(200000, 'y'), () => {
  setTimeout(() => {
    let good = 0;
    for (let i = 0; i < 2500; i++) good += inspect(sample);
    console.log(good);
    fs.unlink(sample, () => {});
  }, 80);
});
setTimeout(() => {}, 400);
