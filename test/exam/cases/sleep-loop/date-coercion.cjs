// @expect kind=sleep-loop
// @min-ms 190
const queue = [];

queue.push(() => {
  const stop = +new Date() + 190;
  while (+new Date() < stop) { // <- blame
    continue; // <- blame
  }
});

setTimeout(() => {
  while (queue.length) queue.shift()();
}, 100);
setTimeout(() => {}, 350);
