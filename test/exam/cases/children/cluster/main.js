// @expect kind=sync-call api=crypto.pbkdf2Sync
// @process child
// @min-ms 75
// @loops 2
// @trigger http-request GET /login
const cluster = require('node:cluster');
const http = require('node:http');

if (cluster.isPrimary) {
  const ports = [];
  const get = (port) =>
    new Promise((resolve) => http.get({ port, path: '/login?user=1', agent: false }, (res) => res.resume().on('end', resolve)));
  cluster.on('message', async (_worker, { port }) => {
    ports.push(port);
    if (ports.length < 2) return;
    await Promise.all(ports.map(get));
    setTimeout(() => cluster.disconnect(), 100);
  });
  cluster.fork();
  cluster.fork();
} else {
  require('./server.js');
}
