// @expect kind=cpu
// @min-ms 75
// @trigger fs
const fs = require('node:fs');

setTimeout(() => {
  fs.stat(__filename, (_error, stats) => {
    let total = stats.size; // <- blame
    for (let i = 0; i < 120_000_000; i++) total = (total + i * 47) % 5023; // <- blame
    console.log(total);
  });
}, 150);
setTimeout(() => {}, 400);
