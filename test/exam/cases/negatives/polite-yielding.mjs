// @expect none
const queue = Array.from({ length: 200 }, (_, i) => i);
let done = 0;

await new Promise((resolve) => {
  const run = () => {
    const end = performance.now() + 15;
    while (queue.length && performance.now() < end) {
      const n = queue.pop();
      for (let i = 0; i < 200000; i++) done = (done + n * i) % 10007;
    }
    if (queue.length) setImmediate(run);
    else resolve();
  };
  run();
});
console.log(done);
