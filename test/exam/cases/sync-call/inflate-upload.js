// @expect kind=sync-call api=zlib.inflateSync
// @min-ms 75
const zlib = require('zlib');

function pack(chunk, times, done) {
  const deflate = zlib.createDeflate({ level: 1 });
  const parts = [];
  deflate.on('data', (part) => parts.push(part));
  deflate.on('end', () => done(Buffer.concat(parts)));
  (function next(left) {
    if (left === 0) return deflate.end();
    deflate.write(chunk, () => next(left - 1));
  })(times);
}

function unpack(data) {
  return zlib.inflateSync(data); // <- blame
}

pack(Buffer.alloc(1 << 20, 'abc def ghi '), 60, (packed) => {
  setTimeout(() => {
    console.log(unpack(packed).length);
    setTimeout(() => {}, 60);
  }, 60);
});
