// A word is cut off by a pattern that tries every way to cut.
// @finding slow-regex severity=error
const http = require('node:http');

function tidy(text) {
  return text.replace(/^(x+\s?)+$/, ''); // <- slow-regex
}

const server = http.createServer((request, response) => response.end(tidy(`${'x'.repeat(22)}!`)));
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit()]);
  server.close();
});
