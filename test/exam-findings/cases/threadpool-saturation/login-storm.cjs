// Thirty people log in at the same time; each password costs a tenth of a second of a thread.
// @finding threadpool-saturation severity=error
const crypto = require('node:crypto');
const http = require('node:http');

function checkPassword(password, done) {
  crypto.scrypt(password, 'salt', 64, { N: 32768, maxmem: 128 * 1024 * 1024 }, done); // <- threadpool-saturation
}

const server = http.createServer((request, response) => {
  checkPassword('hunter2', (error, key) => {
    response.end(error ? 'no' : key.toString('hex'));
  });
});

server.listen(0, () => {
  const { port } = server.address();
  let left = 30;
  for (let i = 0; i < 30; i += 1) {
    http.get({ port, agent: false, path: '/login' }, (response) => {
      response.resume();
      response.on('end', () => {
        left -= 1;
        if (left === 0) server.close();
      });
    });
  }
});
