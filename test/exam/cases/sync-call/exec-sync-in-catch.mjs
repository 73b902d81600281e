// @expect kind=sync-call api=child_process.execSync
// @min-ms 150
import { promises as fs } from 'node:fs';
import cp from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

async function loadConfig(path, attempt = 0) {
  try {
    return JSON.parse(await fs.readFile(path, 'utf8'));
  } catch (err) {
    if (attempt === 1) return {};
    cp.execSync('sleep 0.15'); // <- blame
    return loadConfig(path, attempt + 1);
  }
}

await delay(100);
console.log(await loadConfig('/nowhere/config.json'));
await delay(100);
