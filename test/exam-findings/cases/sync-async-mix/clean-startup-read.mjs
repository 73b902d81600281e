// Read at once while starting, later while serving: right on both counts.
// @clean
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';

const loadSettings = () => readFileSync(new URL(import.meta.url), 'utf8').length;
const settings = loadSettings();
const server = http.createServer(async (request, response) => {
  response.end(await readFile(new URL(import.meta.url)));
});
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 10; i += 1) {
    await new Promise((resolve) => http.get({ port, agent: false }, (answer) => answer.resume().on('end', resolve)));
  }
  console.log(settings);
  server.close();
});
