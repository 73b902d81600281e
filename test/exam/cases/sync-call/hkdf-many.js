// @expect kind=sync-call api=crypto.hkdfSync
// @min-ms 75
const { hkdfSync } = require('crypto');

function* sessionKeys(count) {
  for (let i = 0; i < count; i++) {
    yield hkdfSync('sha512', 'master', 'salt', 'session ' + i, 512); // <- blame
  }
}

setTimeout(() => {
  let bytes = 0;
  for (const key of sessionKeys(9000)) bytes += key.byteLength;
  console.log(bytes);
}, 100);
setTimeout(() => {}, 200);
