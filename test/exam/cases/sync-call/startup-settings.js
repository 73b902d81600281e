// @expect kind=sync-call api=fs.readFileSync
// @min-ms 150
// @phase startup
const fs = require('fs');
const os = require('os');
const path = require('path');
const { execFileSync, spawn } = require('child_process');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'exam-start-'));
const socketish = path.join(dir, 'settings');
execFileSync('mkfifo', [socketish]);
spawn('sh', ['-c', `sleep 0.25; echo '{"port":0}' > '${socketish}'`], { stdio: 'ignore' }).unref();

const settings = JSON.parse(fs.readFileSync(socketish, 'utf8')); // <- blame

require('http')
  .createServer((req, res) => res.end())
  .listen(settings.port, function () {
    setTimeout(() => {
      this.close();
      fs.rm(dir, { recursive: true }, () => {});
    }, 150);
  });
