// @expect kind=sync-call api=fs.readdirSync|fs.statSync|fs.lstatSync
// @min-ms 75
import fs from 'fs';
import path from 'path';
import os from 'os';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'exam-walk-'));
await Promise.all(
  Array.from({ length: 30 }, async (_, d) => {
    const dir = path.join(root, 'p' + d);
    await fs.promises.mkdir(dir);
    for (let i = 0; i < 20; i++) await fs.promises.writeFile(path.join(dir, i + '.js'), '//');
  }),
);

function walk(dir, found = []) {
  for (const name of fs.readdirSync(dir)) { // <- blame
    const full = path.join(dir, name);
    if (fs.statSync(full).isDirectory()) { // <- blame
      walk(full, found);
    } else {
      found.push(full);
    }
  }
  return found;
}

setTimeout(async () => {
  let n = 0;
  for (let i = 0; i < 60; i++) n += walk(root).length;
  console.log(n);
  await fs.promises.rm(root, { recursive: true });
}, 100);
