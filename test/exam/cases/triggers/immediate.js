// @expect kind=cpu
// @min-ms 75
// @trigger immediate setImmediate (compact)
function compact() {
  let total = 0; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 41) % 5011; // <- blame
  console.log(total);
}

setTimeout(() => setImmediate(compact), 150);
setTimeout(() => {}, 300);
