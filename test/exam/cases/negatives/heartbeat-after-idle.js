// @expect none
// Little to do, but again and again: a short job every second and a half, after seconds without any.
let beats = 0;
setTimeout(() => {
  const timer = setInterval(() => {
    let sum = 0;
    for (let i = 0; i < 2_000_000; i++) sum += i % 7;
    if (++beats === 4) clearInterval(timer);
    if (sum < 0) throw new Error('never');
  }, 1_500);
}, 4_000);
