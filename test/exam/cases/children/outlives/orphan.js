const { scryptSync } = require('node:crypto');

process.stdout.on('error', () => {});
setTimeout(() => {
  scryptSync('secret', 'salt', 64, { N: 65536, maxmem: 1 << 28 }); // <- blame
  setTimeout(() => console.log('done'), 150);
  setTimeout(() => {}, 1500);
}, 200);
