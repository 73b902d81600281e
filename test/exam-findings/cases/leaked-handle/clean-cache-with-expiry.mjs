// Answers that are kept for a while: their timers come and go.
// @clean
import { stat } from 'node:fs/promises';

const cache = new Map();
async function sizeOf(key) {
  const kept = cache.get(key);
  if (kept) return kept.size;
  const { size } = await stat(new URL(import.meta.url));
  cache.set(key, { size, timer: setTimeout(() => cache.delete(key), 700) });
  return size;
}
let n = 0;
const feed = setInterval(async () => {
  for (let i = 0; i < 5; i++) await sizeOf(`k${n++}`);
  if (n >= 200) clearInterval(feed);
}, 100);
