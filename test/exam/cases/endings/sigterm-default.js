// @expect kind=sleep-loop
// @min-ms 130
// @ending sigterm signal=SIGTERM exit=143
// @launch kill=SIGTERM@900
console.log('ready', process.pid);
setTimeout(() => {
  const start = Date.now();
  while (Date.now() < start + 130); // <- blame
}, 100);
setInterval(() => {}, 1000);
