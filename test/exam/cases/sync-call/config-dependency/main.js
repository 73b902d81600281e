// @expect kind=sync-call api=fs.readFileSync
// @min-ms 75
// @phase running
const config = require('slow-config');

function refresh() {
  const values = config.load(__filename); // <- blame
  return Object.keys(values).length;
}

setTimeout(() => {
  console.log(refresh());
}, 100);
setTimeout(() => {}, 300);
