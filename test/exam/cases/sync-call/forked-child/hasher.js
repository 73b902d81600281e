const crypto = require('crypto');

process.on('message', (password) => {
  const hash = crypto.scryptSync(password, 'salt', 64, { N: 65536, maxmem: 1 << 28 }); // <- blame
  process.send(hash.toString('hex'));
});
