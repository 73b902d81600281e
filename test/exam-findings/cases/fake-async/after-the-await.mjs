// It does wait, and then it blocks: what stands after an await runs on the loop all the same.
// @finding fake-async severity=warning
// @finding blocking-call severity=error
import { scryptSync } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

async function signIn(password) {
  await sleep(30);
  return scryptSync(password, 'salt', 64, { N: 2 ** 16, maxmem: 2 ** 27 }); // <- fake-async
}

const beat = setInterval(() => {}, 20);
setTimeout(async () => {
  console.log((await signIn('secret')).length);
  clearInterval(beat);
}, 60);
