// Hashing for everybody at once, with files to read beside it.
// @finding threadpool-saturation
// @allow unbounded-concurrency
import { scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const hash = promisify(scrypt);
const started = Date.now();
const hashes = Array.from({ length: 60 }, (_, i) => hash(`password ${i}`, 'salt', 64, { N: 2 ** 14 })); // <- threadpool-saturation
const timer = setInterval(() => readFile(new URL(import.meta.url)).catch(() => {}), 50);
await Promise.all(hashes);
clearInterval(timer);
console.log(Date.now() - started > 0);
