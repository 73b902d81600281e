// A small module on first use, and Node's own parts on theirs: neither takes time to speak of.
// @clean
const http = require('node:http');

const server = http.createServer((request, response) => response.end(require('./templates.js').render('hello')));
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 10; i++) await (await fetch(`http://127.0.0.1:${port}/`)).text();
  server.closeAllConnections();
  server.close();
});
