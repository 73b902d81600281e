// @expect kind=sync-call api=Atomics.wait
// @min-ms 300
// @ending sigkill signal=SIGKILL ongoing
// @launch kill=SIGKILL@700
const lock = new Int32Array(new SharedArrayBuffer(4));

const acquire = () => Atomics.wait(lock, 0, 0); // <- blame

setTimeout(() => {
  console.log('ready', process.pid);
  acquire();
}, 100);
