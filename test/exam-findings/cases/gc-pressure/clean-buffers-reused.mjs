// Plenty of bytes through one buffer.
// @clean
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const path = join(tmpdir(), `reused-${process.pid}`);
const file = await open(path, 'w+');
const buffer = Buffer.alloc(256 * 1024, 1);
for (let i = 0; i < 200; i++) await file.write(buffer, 0, buffer.length, i * buffer.length);
let sum = 0;
for (let i = 0; i < 200; i++) {
  const { bytesRead } = await file.read(buffer, 0, buffer.length, i * buffer.length);
  sum += bytesRead;
}
await file.close();
await rm(path);
console.log(sum);
