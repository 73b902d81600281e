// @expect kind=sync-call api=crypto.scryptSync
// @min-ms 75
import { AsyncLocalStorage } from 'node:async_hooks';
import { scryptSync } from 'node:crypto';

const context = new AsyncLocalStorage();
const derive = (secret) => scryptSync(secret, context.getStore().salt, 64, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 }); // <- blame

async function login(user) {
  await new Promise((resolve) => setTimeout(resolve, 30));
  return derive(user).toString('hex');
}

setTimeout(async () => console.log(await context.run({ salt: 'pepper' }, () => login('ada'))), 50);
