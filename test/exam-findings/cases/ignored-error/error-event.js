// A socket that nobody listens to for errors.
// @finding ignored-error severity=error
const net = require('node:net');

function subscribe(port) {
  const socket = net.connect(port, '127.0.0.1'); // <- ignored-error
  socket.on('data', (data) => console.log(String(data)));
}

// A port that was free a moment ago: nobody answers there.
const probe = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address();
  probe.close(() => subscribe(port));
});
