// Four hashes at once are a full house, and no queue.
// @clean
const crypto = require('node:crypto');
const { promisify } = require('node:util');

const scrypt = promisify(crypto.scrypt);

async function main() {
  for (let round = 0; round < 5; round += 1) {
    const names = ['ada', 'grace', 'joan', 'mary'];
    await Promise.all(names.map((name) => scrypt(name, 'salt', 64, { N: 32768, maxmem: 128 * 1024 * 1024 })));
  }
}

main();
