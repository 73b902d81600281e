// The same library, loaded before anybody waits for it. That has a start of its own to answer for.
// @clean
// @allow blocked-startup
const http = require('node:http');
const { render } = require('templates');

const server = http.createServer((request, response) => response.end(render('hello')));
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 10; i++) {
    await new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  }
  server.close();
});
