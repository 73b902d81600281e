// @finding floating-promise deep
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = await mkdtemp(join(tmpdir(), 'labels-'));

async function print(label) {
  const text = `${label}\n`.repeat(50);
  await writeFile(join(folder, label), text);
  return text.length;
}

function printAll(labels) {
  labels.forEach((label) => print(label)); // <- floating-promise
  return labels.length;
}

const asked = printAll(['red', 'green', 'blue']);
console.log(asked, 'asked,', (await readdir(folder)).length, 'there');
await new Promise((resolve) => setTimeout(resolve, 200));
await rm(folder, { recursive: true });
