// @expect kind=gc
// @min-ms 75
import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');

const graph = [];
for (let round = 0; round < 220; round++) {
  const part = [];
  for (let i = 0; i < 8000; i++) part.push({ round, i, links: [round, i], meta: { seen: false } });
  graph.push(part);
  await new Promise((r) => setImmediate(r));
}

function dropCaches() {
  collect(); // <- blame
}

setTimeout(dropCaches, 60);
setTimeout(() => console.log(graph.length), 400);
