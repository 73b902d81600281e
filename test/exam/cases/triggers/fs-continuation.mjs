// @expect kind=cpu
// @min-ms 75
// @trigger fs|promise
import { readFile } from 'node:fs/promises';

async function load() {
  const text = await readFile(new URL(import.meta.url), 'utf8');
  let total = text.length; // <- blame
  for (let i = 0; i < 120_000_000; i++) total = (total + i * 53) % 5039; // <- blame
  return total;
}

setTimeout(() => load().then(console.log), 150);
setTimeout(() => {}, 400);
