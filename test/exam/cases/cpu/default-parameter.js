// @expect kind=cpu
// @min-ms 75
const popcount = (n) => {
  let bits = 0;
  for (; n; n >>>= 1) bits += n & 1; // <- blame
  return bits;
};

function buildTable(size = 1 << 24) {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += popcount(i); // <- blame
  return sum;
}

function lookup(key, table = buildTable()) {
  return key + table;
}

setTimeout(() => console.log(lookup(1)), 100);
setTimeout(() => {}, 400);
