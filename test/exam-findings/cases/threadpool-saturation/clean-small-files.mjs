// A busy static server: many short jobs, no queue to speak of.
// @clean
import { readFile } from 'node:fs/promises';
import http from 'node:http';

const server = http.createServer(async (request, response) => {
  response.end(await readFile(new URL(import.meta.url)));
});

server.listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });
  const { port } = server.address();
  let left = 1500;
  const get = () =>
    new Promise((resolve, reject) => {
      http.get({ port, agent }, (response) => response.resume().on('end', resolve)).on('error', reject);
    });
  const client = async () => {
    while (left-- > 0) await get();
  };
  await Promise.all(Array.from({ length: 10 }, client));
  agent.destroy();
  server.close();
});
