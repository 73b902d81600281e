// All settings of all tenants at once.
// @finding unbounded-concurrency
const { promises: fs, mkdtempSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = mkdtempSync(join(require('node:os').tmpdir(), 'tenants'));
for (let i = 0; i < 600; i++) writeFileSync(join(folder, `${i}.json`), '{"plan":"free"}');

async function settingsOf(tenant) {
  return JSON.parse(await fs.readFile(join(folder, `${tenant}.json`), 'utf8')); // <- unbounded-concurrency
}

setTimeout(async () => {
  const all = await Promise.all(Array.from({ length: 600 }, (_, tenant) => settingsOf(tenant))); // <- unbounded-concurrency
  console.log(all.length);
  await fs.rm(folder, { recursive: true });
}, 50);
