// @expect kind=cpu
// @min-ms 75
const rows = Array.from({ length: 1700 }, (_, i) => ['key' + i, i]);

const toObject = (pairs) => pairs.reduce((acc, [k, v]) => ({ ...acc, [k]: v }), {}); // <- blame

setTimeout(() => {
  console.log(Object.keys(toObject(rows)).length);
}, 100);
setTimeout(() => {}, 300);
