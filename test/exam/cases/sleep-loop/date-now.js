// @expect kind=sleep-loop
// @min-ms 200
// @phase running
function sleep(ms) {
  const start = Date.now();
  while (Date.now() - start < ms) {} // <- blame
}

setTimeout(function () {
  console.log('waiting for the printer');
  sleep(200);
}, 120);
setTimeout(() => {}, 400);
