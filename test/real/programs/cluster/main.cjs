const cluster = require('node:cluster');
const http = require('node:http');
const { pbkdf2Sync } = require('node:crypto');

if (cluster.isPrimary) {
  cluster.fork();
  cluster.fork();
  process.on('SIGTERM', () => cluster.disconnect(() => process.exit(0)));
} else {
  const server = http.createServer((req, res) => {
    if (req.url.startsWith('/login'))
      res.end(pbkdf2Sync('secret', 'salt', 250_000, 32, 'sha512')); // <- blame
    else res.end('ok');
  });
  server.listen(Number(process.env.APP_PORT ?? 0));
  process.on('disconnect', () => process.exit(0));
}
