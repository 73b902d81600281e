// @expect kind=cpu
// @min-ms 75
// @phase startup
// @trigger startup
let total = 0;
for (let i = 0; i < 120_000_000; i++) total = (total + i * 73) % 5087; // <- blame
console.log(total);
setTimeout(() => {}, 100);
