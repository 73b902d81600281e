// A thumbnail for each picture, a process for each thumbnail.
// @finding unbounded-concurrency
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const thumbnail = (name) => run('true', [name]); // <- unbounded-concurrency
const pictures = Array.from({ length: 230 }, (_, i) => `picture-${i}.jpg`);
await Promise.all(pictures.map((name) => thumbnail(name))); // <- unbounded-concurrency
console.log(pictures.length);
