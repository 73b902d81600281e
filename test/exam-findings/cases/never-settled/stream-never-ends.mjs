// Waits for the end of a stream that nobody ends.
// @finding never-settled deep
import { PassThrough } from 'node:stream';

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part); // <- never-settled
  return Buffer.concat(parts);
}

const stream = new PassThrough();
stream.write('first');
const body = await collect(stream); // <- never-settled
console.log(body.length);
