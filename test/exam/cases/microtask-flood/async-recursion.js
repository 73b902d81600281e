// @expect kind=microtask-flood api=Promise
// @min-ms 75
const http = require('http');

const tree = (depth) => (depth === 0 ? null : { left: tree(depth - 1), right: tree(depth - 1) });
const forest = Array(12).fill(tree(16));

async function size(node) {
  if (node === null) return 0;
  const left = await size(node.left); // <- blame
  const right = await size(node.right); // <- blame
  return 1 + left + right; // <- blame
}

const server = http.createServer(async (req, res) => {
  let total = 0;
  for (const root of forest) total += await size(root);
  res.end(String(total));
});
server.listen(0, () => {
  setTimeout(() => {
    http.get({ port: server.address().port, agent: false }, (res) => {
      res.on('data', (d) => console.log(String(d)));
      res.on('end', () => server.close());
    });
  }, 60);
});
