// An interval that works out of sight for two seconds and is ended: nothing was forgotten.
// @clean
let left = 60;
const timer = setInterval(() => {
  left -= 1;
  if (left === 0) clearInterval(timer);
}, 33);
