// @expect kind=sleep-loop
// @min-ms 170
const sleep = require('busy-sleep');

function pollDevice() {
  for (let i = 0; i < 2; i++) {
    sleep.msleep(85); // <- blame
  }
  return 'idle';
}

setTimeout(() => {
  console.log(pollDevice());
}, 100);
setTimeout(() => {}, 400);
