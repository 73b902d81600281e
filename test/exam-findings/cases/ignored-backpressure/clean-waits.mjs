// Whoever writes waits for the drain: by hand, by pipeline, by pipe.
// @clean
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const path = join(tmpdir(), `exam-clean-${process.pid}.txt`);
const file = createWriteStream(path);
const row = `${'r'.repeat(2000)}\n`;
for (let i = 0; i < 8000; i += 1) {
  if (!file.write(row)) await once(file, 'drain');
}
file.end();
await once(file, 'finish');

const slow = () => new Writable({ write: (data, encoding, done) => setImmediate(done) });
await pipeline(createReadStream(path), new Transform({ transform: (data, encoding, done) => done(null, data) }), slow());
const sink = slow();
Readable.from(Array.from({ length: 500 }, () => row)).pipe(sink);
await once(sink, 'finish');
await rm(path);
