// Thousands of small jobs, each of which waits for a file.
// @clean
import { readFile } from 'node:fs/promises';

const jobs = Array.from({ length: 3000 }, (_, i) => i);
let bytes = 0;
const worker = async () => {
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) bytes += (await readFile(new URL(import.meta.url))).length;
};
await Promise.all(Array.from({ length: 6 }, worker));
console.log(bytes);
