// @expect kind=module-load api=./.generated/index.mjs
// @min-ms 75
// @phase running
// @launch setup=generate.mjs
import { setTimeout as delay } from 'node:timers/promises';

async function loadPlugin() {
  const plugin = await import('./.generated/index.mjs'); // <- blame
  return plugin.default;
}

await delay(120);
console.log((await loadPlugin()).length);
await delay(120);
