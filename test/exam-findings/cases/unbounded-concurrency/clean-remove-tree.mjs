// Node's own fan-out: a large folder is copied and removed.
// @clean
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = await mkdtemp(join(tmpdir(), 'exam-'));
const tree = join(root, 'tree');
for (let folder = 0; folder < 10; folder += 1) {
  const path = join(tree, `${folder}`);
  await mkdir(path, { recursive: true });
  await Promise.all(Array.from({ length: 60 }, (_, i) => writeFile(join(path, `${i}.txt`), 'x')));
}
await cp(tree, join(root, 'copy'), { recursive: true });
console.log((await readdir(tree, { recursive: true })).length);
await rm(root, { recursive: true });
