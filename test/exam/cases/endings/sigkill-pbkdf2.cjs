// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 300
// @ending sigkill signal=SIGKILL ongoing
// @launch kill=SIGKILL@800
const { pbkdf2Sync } = require('node:crypto');

const derive = (password) => pbkdf2Sync(password, 'salt', 20000000, 64, 'sha512'); // <- blame

setTimeout(() => {
  console.log('ready', process.pid);
  derive('hunter2');
}, 100);
