// @expect kind=gc
// @min-ms 75
// @stalls 3
// @launch node-args=--expose-gc
const graph = [];

function grow() {
  const part = [];
  for (let i = 0; i < 9000; i++) part.push({ i, links: [i, i + 1], meta: { seen: false, parent: part[i - 1] } });
  if (graph.push(part) < 320) setImmediate(grow);
  else setTimeout(watchMemory, 50);
}

function watchMemory() {
  let checks = 0;
  setTimeout(function check() {
    global.gc(); // <- blame
    if (process.memoryUsage().heapUsed > 0 && ++checks < 3) setTimeout(check, 80);
  }, 80);
}

grow();
