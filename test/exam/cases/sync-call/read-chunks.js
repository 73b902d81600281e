// @expect kind=sync-call api=fs.readSync
// @min-ms 75
const fs = require('fs');
const os = require('os');
const path = require('path');

const file = path.join(os.tmpdir(), `exam-chunks-${process.pid}.bin`);

function countBytes(name) {
  const fd = fs.openSync(name, 'r');
  const chunk = Buffer.allocUnsafe(256);
  let total = 0;
  for (;;) {
    const n = fs.readSync(fd, chunk, 0, chunk.length, null); // <- blame
    if (n === 0) break;
    total += n;
  }
  fs.closeSync(fd);
  return total;
}

fs.writeFile(file, Buffer.alloc(32 * 1024 * 1024), () => {
  setTimeout(() => {
    console.log(countBytes(file));
    fs.unlink(file, () => {});
  }, 60);
});
