// A command-line script: reads, computes for a while, prints, ends.
// @clean
import { readFile } from 'node:fs/promises';

const text = await readFile(new URL(import.meta.url), 'utf8');
const counts = new Map();
for (let round = 0; round < 3000; round++) {
  for (const word of text.split(/\W+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
}
console.log([...counts].sort(([, a], [, b]) => b - a).slice(0, 3));
