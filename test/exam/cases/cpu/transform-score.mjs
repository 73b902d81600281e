// @expect kind=cpu
// @min-ms 75
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const score = new Transform({
  objectMode: true,
  transform(item, _, done) {
    let total = 0; // <- blame
    for (let i = 1; i < 130e6; i++) total += item % i; // <- blame
    done(null, total);
  },
});
await pipeline(Readable.from([17, 23]), score, async (source) => {
  for await (const total of source) console.log(total);
});
