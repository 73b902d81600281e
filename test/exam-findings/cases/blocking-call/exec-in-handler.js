// A version page that starts a process for every visitor and waits for it.
// @finding blocking-call severity=error
const { execFileSync } = require('node:child_process');
const http = require('node:http');

function version() {
  return execFileSync(process.execPath, ['-e', 'for (const end = Date.now() + 150; Date.now() < end; );']); // <- blocking-call
}

const server = http.createServer((request, response) => response.end(`v1 ${version()}`));
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit(), visit()]);
  server.close();
});
