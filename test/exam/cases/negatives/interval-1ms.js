// @expect none
let ticks = 0;
const timer = setInterval(() => {
  if (++ticks === 600) {
    clearInterval(timer);
    console.log('tick', ticks);
  }
}, 1);
