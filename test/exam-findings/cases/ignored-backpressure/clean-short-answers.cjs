// Small answers, many writes, a log on stdout: nothing piles up.
// @clean
const http = require('node:http');

const server = http.createServer((request, response) => {
  for (let i = 0; i < 200; i += 1) response.write(`line ${i}\n`);
  response.end();
});

server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 20; i += 1) {
    await new Promise((resolve) => http.get({ port, agent: false }, (answer) => answer.resume().on('end', resolve)));
    console.log('answer', i);
  }
  server.close();
});
