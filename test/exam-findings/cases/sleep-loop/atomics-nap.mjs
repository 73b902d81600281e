// A synchronous sleep by way of shared memory.
// @finding sleep-loop severity=error
const cell = new Int32Array(new SharedArrayBuffer(4));

function nap(ms) {
  Atomics.wait(cell, 0, 0, ms); // <- sleep-loop
}

const tick = setInterval(() => {}, 20);
setTimeout(() => nap(250), 120);
setTimeout(() => clearInterval(tick), 600);
