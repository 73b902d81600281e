// @expect kind=native
// @min-ms 75
function fingerprint(exponent) {
  const power = 7n ** exponent; // <- blame
  return power & 0xffffn;
}

setTimeout(() => {
  console.log(fingerprint(4_300_000n));
  console.log('ok');
}, 100);
setTimeout(() => {}, 400);
