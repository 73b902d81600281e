// @expect kind=cpu
// @min-ms 75
const collatz = (n) => {
  let steps = 0;
  while (n !== 1) { // <- blame
    n = n % 2 === 0 ? n / 2 : 3 * n + 1; // <- blame
    steps++; // <- blame
  }
  return steps;
};

setTimeout(() => {
  setImmediate(() => {
    let best = 0;
    for (let i = 1; i < 220000; i++) best = Math.max(best, collatz(i)); // <- blame
    console.log(best);
  });
}, 100);
setTimeout(() => {}, 400);
