// @expect kind=cpu
// @min-ms 200
// @delayed timers=3
// Three of the four timers fall due while the first one's callback computes.
let fired = 0;
setTimeout(() => {
  const until = process.hrtime.bigint() + 350_000_000n;
  let total = 0; // <- blame
  while (total < 1e12) { // <- blame
    for (let i = 0; i < 2_000_000; i++) total = (total + i * 83) % 5101; // <- blame
    if (process.hrtime.bigint() > until) break; // <- blame
  }
  console.log(total >= 0);
}, 100);
for (const ms of [150, 175, 200, 2000]) {
  const timer = setTimeout(() => {
    if (++fired === 3) console.log('three');
  }, ms);
  if (ms === 2000) timer.unref();
}
setTimeout(() => {}, 800).unref();
