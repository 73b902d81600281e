// @expect kind=sync-call api=fs.writeFileSync
// @min-ms 75
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const folder = mkdtempSync(join(require('node:os').tmpdir(), 'x'));
const state = 'session '.repeat(9_000_000);

function saveState() {
  writeFileSync(join(folder, 'state.txt'), state, { flush: true }); // <- blame
  rmSync(folder, { recursive: true });
}

const controller = new AbortController();
controller.signal.addEventListener('abort', saveState, { once: true });
setTimeout(() => controller.abort(), 100);
setTimeout(() => {}, 500);
