// A push server that writes to a client which does not read.
// @finding ignored-backpressure severity=warning|error
const http = require('node:http');
const net = require('node:net');

const news = 'n'.repeat(64 * 1024);
const server = http.createServer((request, response) => {
  let left = 400;
  const timer = setInterval(() => {
    for (let i = 0; i < 20; i += 1) response.write(news); // <- ignored-backpressure
    left -= 20;
    if (left > 0) return;
    clearInterval(timer);
    response.end();
  }, 10);
});

server.listen(0, () => {
  const client = net.connect(server.address().port);
  client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  setTimeout(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  }, 1500);
});
