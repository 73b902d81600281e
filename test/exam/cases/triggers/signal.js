// @expect kind=cpu
// @min-ms 75
// @trigger signal SIGUSR2
process.on('SIGUSR2', () => {
  let total = 0; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 71) % 5081; // <- blame
  console.log(total);
});
setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 150);
setTimeout(() => {}, 500);
