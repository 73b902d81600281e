// The same work with sixteen at a time, however many there are.
// @clean
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

async function eachLimited(limit, items, work) {
  const iterator = items[Symbol.iterator]();
  const runner = async () => {
    for (const item of { [Symbol.iterator]: () => iterator }) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, runner));
}

const folder = await mkdtemp(join(tmpdir(), 'exam-'));
const files = Array.from({ length: 1500 }, (_, i) => join(folder, `${i}.txt`));
await eachLimited(16, files, (file) => writeFile(file, 'some text\n'.repeat(50)));
let bytes = 0;
await eachLimited(16, files, async (file) => {
  bytes += (await readFile(file)).length;
});
const server = http.createServer((request, response) => setTimeout(() => response.end('x'), 2));
await new Promise((resolve) => server.listen(0, resolve));
await eachLimited(16, files, async () => {
  await (await fetch(`http://127.0.0.1:${server.address().port}/`)).text();
});
console.log(bytes);
await rm(folder, { recursive: true });
server.closeAllConnections();
server.close();
