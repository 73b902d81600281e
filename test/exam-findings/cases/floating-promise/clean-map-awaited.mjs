// @clean deep
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = await mkdtemp(join(tmpdir(), 'labels-'));

async function print(label) {
  await writeFile(join(folder, label), label.repeat(50));
  return label.length;
}

const printed = ['red', 'green', 'blue'].map((label) => print(label));
console.log('under way', printed.length);
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(await Promise.all(printed));
await rm(folder, { recursive: true });
