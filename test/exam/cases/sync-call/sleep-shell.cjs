// @expect kind=sync-call api=child_process.spawnSync
// @min-ms 75
const { spawnSync } = require('child_process');

const pause = (seconds) => spawnSync('sleep', [String(seconds)]); // <- blame

async function retry(action, tries) {
  for (let i = 0; i < tries; i++) {
    try {
      return await action();
    } catch {
      pause(0.15);
    }
  }
}

setTimeout(() => retry(async () => Promise.reject(new Error('down')), 3), 60);
setTimeout(() => {}, 800);
