// A socket whose error nobody hears ends the process.
// @finding ignored-error severity=error
// @launch exit=any
const net = require('node:net');

function publish(port, message) {
  const socket = net.connect(port, '127.0.0.1'); // <- ignored-error
  socket.end(message);
}

const server = net.createServer();
server.listen(0, () => {
  const { port } = server.address();
  server.close(() => publish(port, 'hello'));
});
