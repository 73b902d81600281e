// @expect kind=cpu
// @min-ms 300
// @ending sigkill signal=SIGKILL ongoing
// @launch kill=SIGKILL@800
let x = 1;

function search() {
  for (;;) { // <- blame
    x = (x * 48271) % 2147483647; // <- blame
    if (x === -1) return x; // <- blame
  }
}

setTimeout(() => {
  console.log('ready', process.pid);
  search();
}, 100);
