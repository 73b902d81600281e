// Some files, some hashes, never more than a few at a time.
// @clean
import { scrypt } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const hash = promisify(scrypt);
for (let i = 0; i < 12; i++) {
  await Promise.all([readFile(new URL(import.meta.url)), stat('/tmp'), hash(`p${i}`, 'salt', 32, { N: 4096 })]);
}
console.log('done');
