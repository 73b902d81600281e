// @expect kind=sleep-loop
// @min-ms 150
const tick = (deadline, depth) => (depth === 0 || Date.now() >= deadline ? depth : tick(deadline, depth - 1)); // <- blame

function hold(ms) {
  const deadline = Date.now() + ms;
  let left = 0;
  while (left === 0) left = tick(deadline, 50); // <- blame
}

setTimeout(() => {
  hold(150);
  console.log('released');
}, 100);
setTimeout(() => {}, 300);
