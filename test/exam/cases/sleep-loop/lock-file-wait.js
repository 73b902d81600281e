// @expect kind=sleep-loop|sync-call api=*
// @min-ms 75
const { existsSync } = require('fs');

function waitForLock(path, timeoutMs) {
  const giveUpAt = Date.now() + timeoutMs; // <- blame
  while (!existsSync(path)) { // <- blame
    if (Date.now() > giveUpAt) return false; // <- blame
  }
  return true;
}

setTimeout(() => console.log(waitForLock('/nonexistent/app.lock', 250)), 100);
setTimeout(() => {}, 500);
