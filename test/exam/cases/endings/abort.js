// @expect kind=sync-call api=crypto.scryptSync
// @min-ms 75
// @ending abort signal=SIGABRT
const crypto = require('crypto');

function unlock() {
  const key = crypto.scryptSync('x', 'salt', 64, { N: 131072, maxmem: 2 ** 29 }); // <- blame
  if (key.length === 64) process.abort();
}

setTimeout(unlock, 150);
