// @clean
import { createServer, request } from 'node:http';

const BYTES = 60_000_000;

/** Takes what is sent in portions, for three seconds. */
const server = createServer({ highWaterMark: 4e6 }, (incoming, response) => {
  let taken = 0;
  incoming.on('readable', () => {});
  const timer = setInterval(() => {
    taken += incoming.read(Math.min(incoming.readableLength, 2e6))?.length ?? 0;
    if (taken < BYTES) return;
    clearInterval(timer);
    response.end('stored');
  }, 100);
});
await new Promise((resolve) => server.listen(0, resolve));
const { port } = server.address();

await new Promise((resolve, reject) => {
  const upload = request({ port, method: 'PUT', path: '/backup' }, (response) => response.resume().on('end', resolve));
  upload.on('error', reject);
  upload.end(Buffer.alloc(BYTES));
});
console.log('stored');
server.close();
