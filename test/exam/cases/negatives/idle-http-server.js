// @expect none
const http = require('http');

const server = http.createServer((req, res) => res.end('ok'));
server.listen(0, () => {
  setTimeout(() => server.close(), 1500);
});
