// Ten thousand short matches in a server, a few for each request.
// @clean
const http = require('node:http');

const server = http.createServer((request, response) => response.end(String(/^\/item\/(\d+)$/.exec(request.url)?.[1])));
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 40; i++) {
    await new Promise((resolve) => http.get({ port, path: `/item/${i}`, agent: false }, (r) => r.resume().on('end', resolve)));
  }
  server.close();
});
