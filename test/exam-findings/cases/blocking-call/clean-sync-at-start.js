// Reads its configuration the simple way before it serves anyone, and everything else asynchronously.
// @clean
const { readFileSync } = require('node:fs');
const { readFile } = require('node:fs/promises');
const http = require('node:http');

const own = readFileSync(__filename, 'utf8');
const server = http.createServer(async (request, response) => response.end((await readFile(__filename, 'utf8')) + own.length));
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 30; i++) {
    await new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  }
  server.close();
});
