// @expect kind=sync-call api=child_process.execSync
// @min-ms 300
// @ending sigkill signal=SIGKILL ongoing
// @launch kill=SIGKILL@800
import { execSync } from 'node:child_process';

function backup() {
  execSync('exec sleep 3'); // <- blame
}

setTimeout(() => {
  console.log('ready', process.pid);
  backup();
}, 100);
