// @expect kind=sync-call api=zlib.brotliCompressSync
// @min-ms 75
import zlib from 'node:zlib';

const words = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor'.split(' ');
let seed = 7;
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const page = Array.from({ length: 40000 }, () => words[Math.floor(random() * words.length)] + Math.floor(random() * 50)).join(' ');

const cache = new Map();
function asset(name) {
  if (!cache.has(name)) {
    cache.set(
      name,
      zlib.brotliCompressSync(page), // <- blame
    );
  }
  return cache.get(name);
}

await new Promise((r) => setTimeout(r, 100));
setImmediate(() => {
  console.log(asset('index.html').length, asset('index.html').length);
});
setTimeout(() => {}, 700);
