// @expect kind=gc|cpu
// @min-ms 75
// @ending oom signal=SIGABRT ongoing
// @launch node-args=--max-old-space-size=60
const leak = [];

function cacheEverything() {
  for (let i = 0; ; i++) { // <- blame
    leak.push({ key: 'entry' + i, value: [i, { i }] }); // <- blame
  }
}

setTimeout(cacheEverything, 120);
