// A child that fails on purpose, as in a test suite: its parent takes note and goes on.
// @clean
const { execFile, fork } = require('node:child_process');

if (process.argv[2] === 'child') throw new Error('as planned');

execFile(process.execPath, ['-e', 'Promise.reject(new Error("as planned"))'], (error) => {
  console.log('child ended with', error.code);
  fork(__filename, ['child'], { silent: true }).on('exit', (code) => console.log('and', code));
});
