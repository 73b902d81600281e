// A report of thirty megabytes, written as fast as the loop can make it.
// @finding ignored-backpressure severity=warning
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const path = join(tmpdir(), `exam-export-${process.pid}.csv`);

function writeRows(file, count) {
  const row = `${'column;'.repeat(40)}\n`;
  for (let i = 0; i < count; i += 1) {
    file.write(row); // <- ignored-backpressure
  }
}

const file = createWriteStream(path);
writeRows(file, 60_000);
file.end(() => rm(path));
