// @expect kind=regex
// @min-ms 75
// @ending sigkill signal=SIGKILL no-ongoing
// @launch kill=SIGKILL@1500
console.log('ready', process.pid);
const input = 'b'.repeat(24) + '!';

setTimeout(() => {
  console.log(/^(b+)+$/.test(input)); // <- blame
}, 100);
setInterval(() => {}, 1000);
