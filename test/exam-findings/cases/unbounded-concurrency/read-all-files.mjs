// Ten hundred files at once.
// @finding unbounded-concurrency
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = await mkdtemp(join(tmpdir(), 'exam-'));
const files = Array.from({ length: 1000 }, (_, i) => join(folder, `${i}.txt`));
for (let i = 0; i < files.length; i += 20) {
  await Promise.all(files.slice(i, i + 20).map((file) => writeFile(file, 'some text\n'.repeat(500))));
}

async function total() {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8'))); // <- unbounded-concurrency
  return texts.reduce((sum, text) => sum + text.length, 0);
}

console.log(await total());
await rm(folder, { recursive: true });
