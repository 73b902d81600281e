// Many async functions, each with a real wait and little work.
// @clean
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

async function words() {
  const text = await readFile(self, 'utf8');
  return text.split(/\s+/).length;
}

let total = 0;
for (let i = 0; i < 60; i++) total += (await Promise.all([words(), words(), words()])).length;
console.log(total);
