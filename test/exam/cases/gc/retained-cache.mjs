// @expect kind=gc|cpu
// @min-ms 75
const cache = [];
function warm() {
  for (let i = 0; i < 700_000; i++) cache.push({ id: i, name: `user ${i}`, tags: [i, i + 1] }); // <- blame
}
setTimeout(() => {
  warm();
  console.log(cache.length);
}, 100);
setTimeout(() => {}, 800);
