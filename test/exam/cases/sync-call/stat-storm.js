// @expect kind=sync-call api=fs.statSync
// @min-ms 75
// @phase running
const fs = require('fs');

const watched = Array.from({ length: 60000 }, () => __filename);
let newest = 0;

function poll() {
  for (let i = 0; i < watched.length; i++) {
    const { mtimeMs } = fs.statSync(watched[i]); // <- blame
    if (mtimeMs > newest) newest = mtimeMs;
  }
}

setTimeout(poll, 100);
setTimeout(() => console.log(newest > 0), 400);
