// @expect none allow=cpu-starved
// @launch neighbours=3 pin=self
const { execFile } = require('child_process');

function work() {
  let s = 0;
  for (let i = 0; i < 3e6; i++) s = (s + i * 3) % 1009;
  return s;
}

execFile('taskset', ['-acp', process.env.EXAM_CPU ?? '0', String(process.pid)], () => {
  let n = 0;
  setTimeout(function again() {
    work();
    if (++n < 40) setTimeout(again, 10);
  }, 10);
});
