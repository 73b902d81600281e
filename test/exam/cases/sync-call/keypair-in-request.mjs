// @expect kind=sync-call api=crypto.generateKeyPairSync
// @min-ms 75
import * as crypto from 'node:crypto';
import http from 'node:http';

const issue = () => {
  for (let i = 0; i < 6; i++) crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }); // <- blame
};
const server = http.createServer((_, res) => {
  issue();
  res.end('ok');
});
server.listen(0, async () => {
  await (await fetch(`http://localhost:${server.address().port}/keys`)).text();
  server.close();
});
