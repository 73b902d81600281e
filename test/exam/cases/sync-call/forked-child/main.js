// @expect kind=sync-call api=crypto.scryptSync
// @process child
// @min-ms 75
const { fork } = require('child_process');
const path = require('path');

const child = fork(path.join(__dirname, 'hasher.js'));
child.on('message', (hex) => {
  console.log(hex.length);
  setTimeout(() => child.disconnect(), 100);
});
setTimeout(() => child.send('hunter2'), 200);
