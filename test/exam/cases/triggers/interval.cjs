// @expect kind=cpu
// @min-ms 75
// @stalls 2
// @trigger timer setInterval 150 ms
let rounds = 0;
const timer = setInterval(() => {
  let total = 0; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 37) % 5009; // <- blame
  console.log(total);
  if (++rounds === 2) clearInterval(timer);
}, 150);
