// @expect kind=sync-call api=Atomics.wait
// @min-ms 220
const cell = new Int32Array(new SharedArrayBuffer(4));

const pause = (ms) => {
  Atomics.wait(cell, 0, 0, ms); // <- blame
};

function flushSlowly(queue) {
  queue.forEach((job) => {
    job();
  });
  pause(220);
}

setTimeout(() => flushSlowly([() => 1, () => 2]), 130);
setTimeout(() => console.log('flushed'), 200);
