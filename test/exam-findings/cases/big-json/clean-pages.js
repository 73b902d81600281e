// The same amount of data, a page in each answer.
// @clean
const http = require('node:http');

const PAGE = 200;
const server = http.createServer((request, response) => {
  const page = Number(request.url.slice(1));
  response.end(JSON.stringify(Array.from({ length: PAGE }, (_, i) => ({ id: page * PAGE + i, tags: ['a', 'b'] }))));
});
server.listen(0, async () => {
  const { port } = server.address();
  for (let page = 0; page < 40; page++) {
    await new Promise((resolve) => http.get({ port, path: `/${page}`, agent: false }, (r) => r.resume().on('end', resolve)));
  }
  server.close();
});
