// A refresh that fails where nobody listens.
// @finding ignored-error
import { readFile } from 'node:fs/promises';

async function refreshConfig() {
  const text = await readFile('/nonexistent/config.json', 'utf8'); // <- ignored-error
  return JSON.parse(text);
}

process.on('unhandledRejection', () => {});
let left = 4;
const timer = setInterval(() => {
  refreshConfig(); // <- ignored-error
  if (--left === 0) clearInterval(timer);
}, 60);
