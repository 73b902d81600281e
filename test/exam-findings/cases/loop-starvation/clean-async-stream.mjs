// for await over a stream that really comes in pieces.
// @clean
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

let bytes = 0;
for (let i = 0; i < 60; i++) {
  for await (const chunk of createReadStream(fileURLToPath(import.meta.url), { highWaterMark: 64 })) bytes += chunk.length;
}
console.log(bytes > 0);
