// @expect kind=sync-call api=crypto.generateKeyPairSync
// @min-ms 75
// @phase running
const { generateKeyPairSync } = require('crypto');

const newKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }); // <- blame

function provision(tenants) {
  const keys = {};
  for (const tenant of tenants) {
    keys[tenant] = newKey();
  }
  return keys;
}

setTimeout(() => {
  const keys = provision(['red', 'green', 'blue', 'black']);
  console.log(Object.keys(keys).length, 'keys');
  setTimeout(() => {}, 80);
}, 80);
