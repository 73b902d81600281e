// @expect kind=sync-call api=fs.writeSync
// @min-ms 75
import { openSync, writeSync, closeSync, unlink } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const file = join(tmpdir(), `exam-rows-${process.pid}.csv`);

const source = Readable.from(['header', 'body']);
source.on('data', (part) => {
  if (part !== 'body') return;
  const fd = openSync(file, 'w');
  for (let row = 0; row < 150000; row++) {
    writeSync(fd, `${row},${row * 2}\n`); // <- blame
  }
  closeSync(fd);
});
source.on('end', () => setTimeout(() => unlink(file, () => {}), 100));
