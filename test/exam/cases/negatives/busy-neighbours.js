// @expect none allow=cpu-starved
// @launch neighbours=3 pin=tree
let ticks = 0;
const timer = setInterval(() => {
  let x = 0;
  for (let i = 0; i < 400000; i++) x += Math.sqrt(i);
  if (++ticks === 50) {
    clearInterval(timer);
    console.log(x > 0);
  }
}, 20);
