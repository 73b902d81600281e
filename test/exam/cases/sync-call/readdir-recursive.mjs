// @expect kind=sync-call api=fs.readdirSync
// @min-ms 75
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

const root = await mkdtemp(join(tmpdir(), 'exam-ls-'));
for (let d = 0; d < 40; d++) {
  await mkdir(join(root, `${d}`, 'a', 'b'), { recursive: true });
  await Promise.all(Array.from({ length: 30 }, (_, i) => writeFile(join(root, `${d}`, 'a', `${i}.md`), '')));
}

function search(label) {
  return readdirSync(root, { recursive: true }).filter((name) => name.includes(label)); // <- blame
}

setTimeout(() => {
  let hits = 0;
  for (let i = 0; i < 90; i++) {
    hits += search(`${i}.md`).length;
  }
  console.log(hits);
  setTimeout(() => rm(root, { recursive: true }), 60);
}, 60);
