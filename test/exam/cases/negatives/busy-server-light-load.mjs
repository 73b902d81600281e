// @expect none
import http from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

const server = http.createServer(async (req, res) => {
  const text = await readFile(self, 'utf8');
  const lines = text.split('\n').filter((line) => line.includes('http'));
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ url: req.url, lines }));
});

server.listen(0, async () => {
  const agent = new http.Agent({ keepAlive: true });
  const { port } = server.address();
  const get = (path) =>
    new Promise((resolve, reject) => {
      http.get({ port, path, agent }, (res) => res.resume().on('end', resolve)).on('error', reject);
    });
  for (let round = 0; round < 60; round++) {
    await Promise.all(['/a', '/b', '/c', '/d'].map(get));
    await new Promise((r) => setTimeout(r, 10));
  }
  agent.destroy();
  server.close();
});
