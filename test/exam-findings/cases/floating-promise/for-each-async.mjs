// @finding floating-promise deep
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

async function store(folder, name) {
  await writeFile(join(folder, name), name.repeat(100));
}

async function storeAll(folder, names) {
  names.forEach(async (name) => { // <- floating-promise
    await store(folder, name);
  });
  return names.length;
}

const folder = await mkdtemp(join(tmpdir(), 'store-'));
const stored = await storeAll(folder, ['a', 'b', 'c', 'd']);
console.log(stored, (await readdir(folder)).length);
await new Promise((resolve) => setTimeout(resolve, 200));
await rm(folder, { recursive: true });
