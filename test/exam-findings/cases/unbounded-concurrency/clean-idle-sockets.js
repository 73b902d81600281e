// A chat server with a thousand connections that mostly wait: sockets are not operations.
// @clean
const net = require('node:net');

const clients = new Set();
const server = net.createServer((socket) => {
  clients.add(socket);
  socket.on('error', () => {});
  socket.on('close', () => clients.delete(socket));
});

/** They go as they came: a thousand in one turn would hold the loop. */
function leave(own) {
  const timer = setInterval(() => {
    for (const socket of own.splice(0, 10)) socket.destroy();
    if (own.length > 0) return;
    clearInterval(timer);
    server.close();
  }, 4);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const own = [];
  // They come a few at a time, as clients do.
  const timer = setInterval(() => {
    for (let i = 0; i < 10; i += 1) {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.on('data', () => {});
      own.push(socket);
    }
    if (own.length < 1000) return;
    clearInterval(timer);
    for (const client of [...clients].slice(0, 100)) client.write('hello\n');
    setTimeout(leave, 1500, own);
  }, 8);
});
