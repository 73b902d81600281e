// @expect kind=native
// @min-ms 75
const haystack = Buffer.alloc(120 * 1024 * 1024);

function findBoundary(needle) {
  return haystack.indexOf(needle); // <- blame
}

setTimeout(() => {
  haystack.lastIndexOf('warm');
}, 40);

setTimeout(() => {
  const at = findBoundary(Buffer.from('\0\0\0\0\0\0\0x'));
  console.log(at);
}, 500);
setTimeout(() => {}, 600);
