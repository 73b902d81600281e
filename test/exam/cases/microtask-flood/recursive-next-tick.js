// @expect kind=microtask-flood api=process.nextTick
// @min-ms 75
// @phase running
let left = 2500000;

function drain() {
  if (left-- > 0) process.nextTick(drain); // <- blame
  else console.log('drained');
}

setTimeout(drain, 100);
setTimeout(() => {}, 300);
