// @expect kind=sync-call api=child_process.execFileSync
// @min-ms 200
const childProcess = require('node:child_process');

class VersionProbe {
  constructor(binary) {
    this.binary = binary;
  }

  read() {
    const script = 'setTimeout(() => console.log(process.version), 200)';
    return childProcess.execFileSync(this.binary, ['-e', script], { encoding: 'utf8' }); // <- blame
  }
}

setTimeout(() => {
  const probe = new VersionProbe(process.execPath);
  console.log(probe.read().trim());
}, 100);
setTimeout(() => {}, 200);
