// The losers of a race may fail: they have a reaction.
// @clean
import { setTimeout as sleep } from 'node:timers/promises';

async function mirror(name, ms, fails) {
  await sleep(ms);
  if (fails) throw new Error(`${name} is down`);
  return name;
}

for (let i = 0; i < 5; i += 1) {
  console.log(await Promise.any([mirror('a', 20, true), mirror('b', 30, false), mirror('c', 60, true)]));
  console.log(await Promise.race([mirror('d', 10, false), mirror('e', 40, true)]));
}
await sleep(100);
