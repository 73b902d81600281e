// Every failure has somebody who takes it.
// @clean
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const results = await Promise.allSettled([readFile('/no/such/file'), Promise.reject(new Error('expected'))]);
const socket = net.connect(1, '127.0.0.1');
socket.on('error', () => {});
try {
  await readFile('/no/such/file/either');
} catch {
  results.push('caught');
}
// Handled a moment later, in the same turn.
const late = Promise.reject(new Error('late'));
late.catch(() => results.push('late'));
const server = http.createServer(async (request, response) => {
  try {
    response.end(await readFile('/no/such/page'));
  } catch {
    response.writeHead(404).end();
  }
});
server.listen(0, () => {
  http.get({ port: server.address().port }, (response) => {
    response.resume();
    response.on('end', () => server.close());
  });
});
await sleep(100);
console.log(results.length);
