// @expect kind=native
// @min-ms 75
const picture = Buffer.alloc(75 * 1024 * 1024);

function toHex() {
  const hex = picture.toString('hex'); // <- blame
  return hex.length;
}

setTimeout(() => {
  const n = toHex();
  console.log(n);
}, 100);
setTimeout(() => {}, 300);
