// @expect kind=sync-call api=fs.readFileSync
// @min-ms 75
const fs = require('node:fs');
const path = require('node:path');
const os = require('node:os');

const file = path.join(os.tmpdir(), `exam-huge-${process.pid}.bin`);

fs.writeFile(file, '', () => {
  fs.truncate(file, 220 * 1024 * 1024, () => {
    setTimeout(() => {
      serve();
      fs.unlink(file, () => setTimeout(() => {}, 50));
    }, 80);
  });
});

function serve() {
  const content = fs.readFileSync(file); // <- blame
  console.log(content.length);
}
