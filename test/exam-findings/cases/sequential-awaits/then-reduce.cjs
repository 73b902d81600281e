// The old way to go through a list: one promise hung to the other.
// @finding sequential-awaits
const http = require('node:http');

function ping(port, host) {
  return new Promise((resolve, reject) => {
    http.get({ port, path: `/ping/${host}`, timeout: 2000 }, (res) => res.resume().on('end', resolve)).on('error', reject); // <- sequential-awaits
  });
}

const server = http.createServer((_, res) => setTimeout(() => res.end('pong'), 35));
server.listen(0, () => {
  const { port } = server.address();
  const hosts = Array.from({ length: 13 }, (_, i) => `host-${i}`);
  hosts
    .reduce((before, host) => before.then(() => ping(port, host)), Promise.resolve()) // <- sequential-awaits
    .then(() => server.close());
});
