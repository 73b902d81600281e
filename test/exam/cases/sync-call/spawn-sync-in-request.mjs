// @expect kind=sync-call api=child_process.spawnSync
// @min-ms 250
// @phase running
import http from 'node:http';
import { spawnSync } from 'node:child_process';

const server = http.createServer((req, res) => {
  if (req.url === '/thumbnail') {
    const { status } = spawnSync('sleep', ['0.25'], { stdio: 'ignore' }); // <- blame
    res.end(String(status));
    return;
  }
  res.end('ok');
});

server.listen(0, async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  await get(base + '/');
  await get(base + '/thumbnail');
  await get(base + '/');
  server.close();
});

function get(url) {
  return new Promise((resolve, reject) => {
    http.get(url, { agent: false }, (res) => {
      let body = '';
      res.on('data', (c) => (body += c));
      res.on('end', () => resolve(body));
    }).on('error', reject);
  });
}
