// @expect kind=sync-call api=crypto.pbkdf2Sync
// @min-ms 75
// @stalls 2
// @trigger http-request GET /users
import { pbkdf2Sync } from 'node:crypto';
import { createServer } from 'node:http';

const server = createServer((req, res) => {
  if (req.url.startsWith('/users')) {
    res.end(pbkdf2Sync('pw', 'salt', 250_000, 32, 'sha512').toString('hex')); // <- blame
  } else {
    res.end('ok');
  }
});
server.listen(0, async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  for (const path of ['/health', '/users?token=secret', '/health', '/users?token=other', '/health']) {
    await (await fetch(base + path)).text();
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  server.close();
  server.closeAllConnections();
});
