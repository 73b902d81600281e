// @expect kind=cpu
// @min-ms 75
// @delayed timers=0 requests=0
setTimeout(() => {
  let total = 0; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 97) % 5113; // <- blame
  console.log(total);
}, 150);
setTimeout(() => {}, 60_000).unref();
