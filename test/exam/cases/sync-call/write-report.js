// @expect kind=sync-call api=fs.writeFileSync
// @min-ms 75
// @phase running
const fs = require('fs');
const os = require('os');
const path = require('path');

const out = path.join(os.tmpdir(), `exam-report-${process.pid}.txt`);
const body = Buffer.alloc(70 * 1024 * 1024);

var writer = {
  save: function (content) {
    fs.writeFileSync(out, content); // <- blame
  },
};

setTimeout(function () {
  writer.save(body);
  setTimeout(() => fs.unlink(out, () => {}), 50);
}, 150);
