// @expect none
import { pipeline } from 'node:stream/promises';
import { Readable, Transform, Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { createHash } from 'node:crypto';

const source = Readable.from(
  (async function* () {
    for (let i = 0; i < 400; i++) yield Buffer.alloc(65536, i & 255);
  })(),
);
const hash = createHash('sha256');
const upper = new Transform({
  transform(chunk, _e, cb) {
    hash.update(chunk);
    cb(null, chunk);
  },
});
let bytes = 0;
const sink = new Writable({
  write(chunk, _e, cb) {
    bytes += chunk.length;
    setImmediate(cb);
  },
});
await pipeline(source, upper, createGzip({ level: 1 }), sink);
console.log(bytes > 0, hash.digest('hex').length);
