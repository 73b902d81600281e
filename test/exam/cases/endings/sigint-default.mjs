// @expect kind=regex
// @min-ms 75
// @ending sigint signal=SIGINT exit=0|130
// @launch kill=SIGINT@1100
console.log('ready', process.pid);
const titles = ['ok', `${'z'.repeat(25)}0`];
setTimeout(() => {
  for (const title of titles) {
    if (!/^(z|zz)+$/.test(title.repeat(1)) && !/^([a-z]+)*$/.test(title)) console.log('bad title'); // <- blame
  }
}, 100);
setInterval(() => {}, 1000);
