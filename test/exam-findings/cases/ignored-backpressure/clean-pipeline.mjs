// A pipeline waits by itself.
// @clean
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const file = join(tmpdir(), `pipeline-${process.pid}`);
async function* rows() {
  for (let i = 0; i < 3000; i++) yield `${'y'.repeat(8000)}\n`;
}
await pipeline(Readable.from(rows()), createWriteStream(file));
await rm(file);
