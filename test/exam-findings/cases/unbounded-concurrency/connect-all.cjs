// A port scan of a sort: all connections at once.
// @finding unbounded-concurrency
const net = require('node:net');

const server = net.createServer((socket) => setTimeout(() => socket.end(), 150).unref());
server.listen(0, async () => {
  const { port } = server.address();
  const probe = () =>
    new Promise((resolve) => {
      const socket = net.connect({ port, host: '127.0.0.1' }); // <- unbounded-concurrency
      socket.setTimeout(2000, () => socket.destroy());
      socket.on('error', () => {});
      socket.on('close', resolve);
      socket.resume();
    });
  const all = [];
  for (let i = 0; i < 400; i++) all.push(probe()); // <- unbounded-concurrency
  await Promise.all(all);
  server.close();
});
