// Sixty files are compressed at once, and the favicon waits behind them.
// @finding threadpool-saturation severity=warning|error
import { readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);
const asset = randomBytes(150_000).toString('base64');

async function publish(count) {
  const assets = Array.from({ length: count }, () => asset);
  return Promise.all(assets.map((text) => brotli(text))); // <- threadpool-saturation
}

const server = http.createServer(async (request, response) => {
  response.end(await readFile(new URL(import.meta.url)));
});

server.listen(0, async () => {
  const published = publish(60);
  const { port } = server.address();
  await new Promise((resolve) => http.get({ port, agent: false }, (response) => response.resume().on('end', resolve)));
  console.log((await published).length);
  server.close();
});
