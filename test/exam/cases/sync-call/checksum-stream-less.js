// @expect kind=sync-call|native api=*
// @min-ms 75
const crypto = require('crypto');

function checksum(buffer) {
  const hash = crypto.createHash('sha512');
  hash.update(buffer); // <- blame
  return hash.digest('hex');
}

setTimeout(() => {
  const image = Buffer.alloc(160 * 1024 * 1024);
  setTimeout(() => console.log(checksum(image).slice(0, 8)), 100);
}, 50);
setTimeout(() => {}, 800);
