// @expect kind=sync-call api=child_process.execSync blame=a
// @min-ms 120
// @expect kind=sync-call api=Atomics.wait blame=b
// @min-ms 160
const { execSync } = require('child_process');

setTimeout(() => {
  execSync('sleep 0.12'); // <- blame a
}, 100);

setTimeout(() => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 160); // <- blame b
}, 400);
setTimeout(() => {}, 700);
