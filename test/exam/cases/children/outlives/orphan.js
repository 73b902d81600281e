const { scryptSync } = require('node:crypto');

process.stdin.resume().on('end', () => {
  setTimeout(() => {
    scryptSync('secret', 'salt', 64, { N: 65536, maxmem: 1 << 28 }); // <- blame
    setTimeout(() => {}, 100);
  }, 100);
});
