// Each event copies the whole history, for more than a second.
// @finding gc-pressure
let history = [];
const keep = [];
const timer = setInterval(() => {
  const until = performance.now() + 40;
  while (performance.now() < until) {
    history = [...history, { at: history.length, tags: ['a', 'b'], note: `n${history.length}` }]; // <- gc-pressure
    if (history.length > 2500) history = []; // <- gc-pressure
    keep.push({ copy: history.slice(-40).map((one) => ({ ...one })) }); // <- gc-pressure
    if (keep.length > 60_000) keep.length = 0;
  }
}, 1);
setTimeout(() => clearInterval(timer), 3000);
