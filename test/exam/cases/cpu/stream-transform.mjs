// @expect kind=cpu
// @min-ms 75
import { Transform } from 'node:stream';

const caesar = new Transform({
  transform(chunk, _enc, done) {
    const out = Buffer.allocUnsafe(chunk.length);
    for (let i = 0; i < chunk.length; i++) { // <- blame
      let c = chunk[i]; // <- blame
      for (let r = 0; r < 13; r++) c = (c * 17 + r) & 255; // <- blame
      out[i] = c; // <- blame
    }
    done(null, out);
  },
});

const letter = Buffer.alloc(9 * 1024 * 1024, 1);
caesar.on('data', (d) => console.log(d.length));
setTimeout(() => {
  caesar.write(letter);
  caesar.end();
}, 100);
setTimeout(() => {}, 400);
