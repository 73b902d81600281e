// @expect kind=sync-call api=console.log|process.stdout.write|fs.writeSync
// @min-ms 75
const lines = 200000;

process.on('report', () => {
  let i = 0;
  do {
    console.log(`line ${i}: all is well with the world`); // <- blame
  } while (++i < lines);
});

setTimeout(() => process.emit('report'), 120);
setTimeout(() => {}, 300);
