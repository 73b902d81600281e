// @expect kind=sync-call api=fs.cpSync
// @min-ms 75
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'exam-cp-'));
const source = path.join(root, 'template');
for (let d = 0; d < 10; d++) {
  const dir = path.join(source, `dir${d}`);
  await fs.promises.mkdir(dir, { recursive: true });
  await Promise.all(Array.from({ length: 700 }, (_, i) => fs.promises.writeFile(path.join(dir, `${i}.txt`), 'hello')));
}

function scaffold(name) {
  fs.cpSync(source, path.join(root, name), { recursive: true }); // <- blame
}

await new Promise((r) => setTimeout(r, 60));
setTimeout(() => {
  scaffold('my-app');
  setTimeout(() => fs.promises.rm(root, { recursive: true }), 30);
}, 20);
