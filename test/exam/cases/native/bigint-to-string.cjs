// @expect kind=native
// @min-ms 75
const digits = (n) => {
  const text = n.toString(); // <- blame
  return text.length;
};

setTimeout(() => {
  const n = 1n << 2_600_000n;
  console.log(digits(n));
}, 100);
setTimeout(() => {}, 400);
