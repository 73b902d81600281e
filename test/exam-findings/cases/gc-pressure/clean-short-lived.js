// Small objects for each request, gone right after: what the collector is good at.
// @clean
const http = require('node:http');

const server = http.createServer((request, response) => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ id: i, url: request.url }));
  response.end(String(rows.length));
});
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 60; i++) {
    await new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  }
  server.close();
});
