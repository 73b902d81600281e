// An async function without an await is no fault when it takes no time.
// @clean
const http = require('node:http');

async function greet(name) {
  return `Hello ${name}`;
}

const server = http.createServer(async (request, response) => response.end(await greet('you')));
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 30; i++) {
    await new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  }
  server.close();
});
