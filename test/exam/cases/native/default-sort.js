// @expect kind=native
// @min-ms 75
// @phase running
const ids = [];
const load = setInterval(() => {
  for (let i = 0; i < 20000; i++) ids.push((ids.length * 2654435761) % 4294967296);
  if (ids.length === 200000) {
    clearInterval(load);
    setTimeout(rank, 50);
  }
}, 2);

function rank() {
  const started = ids.length;
  ids.sort(); // <- blame
  const top = ids.slice(0, 3);
  console.log(started, top.length);
}
setTimeout(() => {}, 600);
