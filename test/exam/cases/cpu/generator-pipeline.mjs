// @expect kind=cpu
// @min-ms 75
function* range(n) {
  for (let i = 0; i < n; i++) yield i; // <- blame
}
function* map(source, f) {
  for (const x of source) yield f(x); // <- blame
}
function* filter(source, test) {
  for (const x of source) if (test(x)) yield x; // <- blame
}
function sum(source) {
  let total = 0;
  for (const x of source) total += x; // <- blame
  return total;
}

setTimeout(() => {
  const odd = (x) => x % 2 === 1; // <- blame
  const square = (x) => x * x; // <- blame
  console.log(sum(map(filter(range(3000000), odd), square)));
}, 100);
setTimeout(() => {}, 300);
