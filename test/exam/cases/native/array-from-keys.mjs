// @expect kind=native|cpu
// @min-ms 75
function pages(count) {
  return Array.from(Array(count).keys()); // <- blame
}

setTimeout(() => {
  const list = pages(3_500_000);
  console.log(list.length);
}, 100);
setTimeout(() => {}, 400);
