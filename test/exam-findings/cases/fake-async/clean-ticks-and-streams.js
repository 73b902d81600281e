// Work that `process.nextTick` hands on, one's own or a stream's: it blocks, and nobody promised otherwise.
// @clean
// @allow cpu-bound
const { Readable, Transform } = require('node:stream');

function sum(n) {
  let total = 0;
  for (let i = 0; i < n; i += 1) total += i % 7;
  return total;
}

const beat = setInterval(() => {
  process.nextTick(() => sum(3e7));
}, 60);

class Stamp extends Transform {
  _transform(chunk, _encoding, done) {
    done(null, `${chunk}${sum(1e8)}\n`);
  }
}

setTimeout(() => {
  const lines = Readable.from(['a', 'b', 'c']).pipe(new Stamp());
  lines.on('data', (line) => console.log(String(line).trim()));
  lines.on('end', () => {
    sum(1e8);
    clearInterval(beat);
  });
}, 400);
