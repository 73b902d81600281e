// @expect kind=module-load api=big-tables
// @min-ms 75
// @phase running
function currencyFor(country) {
  const tables = require('big-tables'); // <- blame
  return tables.lookup(country);
}

setTimeout(() => {
  console.log(currencyFor(7));
}, 120);
setTimeout(() => {}, 300);
