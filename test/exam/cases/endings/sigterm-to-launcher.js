// @expect kind=cpu
// @min-ms 75
// @ending sigterm signal=SIGTERM exit=143
// @launch kill-launcher=SIGTERM@900
console.log('ready', process.pid);

function hash(text) {
  let h = 0;
  for (let round = 0; round < 26000; round++) { // <- blame
    for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0; // <- blame
  }
  return h;
}

setTimeout(() => console.log(hash('the quick brown fox '.repeat(400))), 100);
setInterval(() => {}, 1000);
