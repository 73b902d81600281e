// @expect kind=sleep-loop
// @min-ms 120
// @ending exit code=7
setTimeout(() => {
  const t = Date.now();
  while (Date.now() - t < 120); // <- blame
  process.exitCode = 7;
}, 80);
setTimeout(() => {}, 300);
