// A build step that only ever works one thing after the other, synchronously.
// @clean
const fs = require('node:fs');
const zlib = require('node:zlib');

for (let i = 0; i < 20; i += 1) zlib.gzipSync(fs.readFileSync(__filename));
console.log('built');
