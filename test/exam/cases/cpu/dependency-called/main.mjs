// @expect kind=cpu
// @min-ms 75
import { layout } from 'graph-layout';

function draw(nodes) {
  const graph = { nodes, edges: nodes.map((n) => [n, (n * 7) % nodes.length]) };
  return layout(graph, { iterations: 60 }); // <- blame
}

setTimeout(() => {
  const nodes = Array.from({ length: 420 }, (_, i) => i);
  console.log(draw(nodes).length);
}, 100);
setTimeout(() => {}, 500);
