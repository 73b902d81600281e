// @expect kind=cpu
// @min-ms 75
// @at file=rules/discount.js line=3|4
const vm = require('vm');

const source = `(function discount(n) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    total = (total + (i ^ (i >> 3))) % 65521;
  }
  return total;
})`;

const discount = vm.runInThisContext(source, { filename: 'rules/discount.js' });

setTimeout(() => {
  console.log(discount(3.5e7));
}, 100);
setTimeout(() => {}, 400);
