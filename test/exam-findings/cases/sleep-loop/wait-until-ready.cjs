// Waits for a moment before it tries again, in a handler.
// @finding sleep-loop
const http = require('node:http');

const waitUntil = (at) => {
  while (new Date().getTime() < at) {} // <- sleep-loop
};
let tries = 0;
function connectDatabase() {
  if (++tries < 3) throw new Error('not yet');
}
const server = http.createServer((_, res) => {
  for (;;) {
    try {
      connectDatabase();
      break;
    } catch {
      waitUntil(Date.now() + 120); // <- sleep-loop
    }
  }
  res.end('connected');
});
server.listen(0, () => {
  http.get({ port: server.address().port }, (res) => res.resume().on('end', () => server.close()));
});
