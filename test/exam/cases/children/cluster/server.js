const { pbkdf2Sync } = require('node:crypto');
const http = require('node:http');

const server = http.createServer((req, res) => {
  const key = pbkdf2Sync('secret', 'salt', 250_000, 32, 'sha512'); // <- blame
  res.end(key.toString('hex'));
  setTimeout(() => server.close(), 100);
});
// A port of its own for each worker, so that each gets one request.
server.listen({ port: 0, exclusive: true }, () => process.send({ port: server.address().port }));
