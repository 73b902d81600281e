// @expect kind=sync-call api=fs.readFileSync
// @min-ms 200
const fs = require('fs');
const os = require('os');
const path = require('path');
const { spawn, execFile } = require('child_process');

const fifo = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'exam-')), 'pipe');

function readSecret() {
  return fs.readFileSync(fifo, 'utf8'); // <- blame
}

execFile('mkfifo', [fifo], (err) => {
  if (err) throw err;
  spawn('sh', ['-c', `sleep 0.4; echo secret > '${fifo}'`], { stdio: 'ignore' });
  setTimeout(() => {
    console.log(readSecret().trim());
    fs.rm(path.dirname(fifo), { recursive: true }, () => {});
  }, 120);
});
