// @clean
import { setTimeout as sleep } from 'node:timers/promises';

async function fetchOne(id) {
  await sleep(5 + id);
  return { id };
}

const cache = new Map();
function cached(id) {
  if (!cache.has(id)) cache.set(id, fetchOne(id));
  return cache.get(id);
}

const started = [1, 2, 3].map((id) => fetchOne(id));
await sleep(30);
console.log((await Promise.all(started)).length);
console.log(await Promise.race([fetchOne(1), fetchOne(50)]));
console.log((await cached(4)).id, (await cached(4)).id);
const results = await Promise.allSettled([fetchOne(1), Promise.reject(new Error('no'))]);
console.log(results.length);
fetchOne(9).then(({ id }) => console.log(id));
