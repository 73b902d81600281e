// @expect kind=sync-call api=crypto.generatePrimeSync
// @min-ms 75
const crypto = require('crypto');

exports.handshake = function handshake() {
  const group = [];
  while (group.length < 12) {
    group.push(crypto.generatePrimeSync(768)); // <- blame
  }
  return group;
};

setTimeout(() => {
  console.log(exports.handshake().length);
  setTimeout(() => {}, 50);
}, 100);
