// @expect kind=microtask-flood api=Promise
// @min-ms 75
function loop(i) {
  if (i === 0) return 'done';
  return Promise.resolve(i - 1).then(loop); // <- blame
}

function later(i) {
  if (i > 0) Promise.resolve().then(() => later(i - 1)); // <- blame
}

setTimeout(() => {
  later(3500000);
  loop(10).then(console.log);
}, 100);
setTimeout(() => {}, 400);
