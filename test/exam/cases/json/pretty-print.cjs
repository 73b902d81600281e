// @expect kind=json api=JSON.stringify
// @min-ms 75
const report = { sections: {} };
for (let s = 0; s < 8; s++) report.sections['s' + s] = [];

let n = 0;
const timer = setInterval(() => {
  for (const key in report.sections) {
    for (let i = 0; i < 500; i++) report.sections[key].push({ i: n++, label: `entry ${n}`, nested: { a: [n, n + 1], b: null } });
  }
  if (n >= 240000) {
    clearInterval(timer);
    setTimeout(print, 60);
  }
}, 1);

function print() {
  const text = JSON.stringify(report, null, 2); // <- blame
  console.log(text.length);
}
