// Small bodies are packed on the loop, large ones on the pool.
// @finding sync-async-mix severity=info
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import http from 'node:http';

const gzip = promisify(zlib.gzip);

async function pack(body) {
  if (body.length < 1000) return zlib.gzipSync(body); // <- sync-async-mix
  return gzip(body);
}

const server = http.createServer(async (request, response) => {
  response.end(await pack(request.url === '/small' ? 'x'.repeat(100) : 'y'.repeat(50_000)));
});
server.listen(0, async () => {
  const { port } = server.address();
  for (const path of ['/small', '/large', '/small', '/large', '/large']) {
    await new Promise((resolve) => http.get({ port, path, agent: false }, (answer) => answer.resume().on('end', resolve)));
  }
  server.close();
});
