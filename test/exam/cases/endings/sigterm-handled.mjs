// @expect kind=sync-call api=zlib.brotliCompressSync
// @min-ms 75
// @ending sigterm-handled code=5
// @launch kill=SIGTERM@300
import { brotliCompressSync } from 'node:zlib';

const state = Array.from({ length: 9000 }, (_, i) => `session ${i} ${(i * 7919) % 10007}`).join('\n');

process.on('SIGTERM', () => {
  console.log(brotliCompressSync(state).length); // <- blame
  process.exitCode = 5;
  clearInterval(timer);
});

const timer = setInterval(() => {}, 1000);
console.log('ready', process.pid);
