// @expect kind=cpu
// @min-ms 75
const each = require('tiny-each');

function score(row) {
  let s = 0;
  for (let i = 0; i < row.length; i++) { // <- blame
    s += Math.hypot(row[i], i); // <- blame
  }
  return s;
}

setTimeout(() => {
  const rows = Array.from({ length: 24 }, (_, r) => new Float64Array(150000).fill(r));
  setTimeout(() => {
    let total = 0;
    each([...rows, ...rows], (row) => {
      total += score(row); // <- blame
    });
    console.log(total > 0);
  }, 30);
}, 60);
setTimeout(() => {}, 500);
