// @expect kind=cpu
// @min-ms 500
// @ending endless stopped=duration ongoing exit=0
// @launch duration=1500ms
const queue = [1];

function drain() {
  while (queue.length > 0) { // <- blame
    queue[0] = (queue[0] * 16807) % 2147483647; // <- blame
  }
}

setTimeout(drain, 150);
