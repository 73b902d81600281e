// Ten at a time, batch after batch; and a log that keeps its order.
// @clean
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const server = http.createServer((request, response) => setTimeout(() => response.end('x'), 30));
await new Promise((resolve) => server.listen(0, resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const ids = Array.from({ length: 150 }, (_, i) => i);

for (let i = 0; i < ids.length; i += 10) {
  await Promise.all(ids.slice(i, i + 10).map(async (id) => (await fetch(`${base}/${id}`)).text()));
}
const folder = await mkdtemp(join(tmpdir(), 'exam-'));
const log = join(folder, 'log.txt');
await writeFile(log, '');
for (const id of ids) await appendFile(log, `${id}\n`);
console.log((await readFile(log, 'utf8')).length);
await rm(folder, { recursive: true });
server.closeAllConnections();
server.close();
