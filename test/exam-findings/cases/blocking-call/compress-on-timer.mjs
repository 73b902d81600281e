// Every now and then the log is packed on the loop, while another timer should tick.
// @finding blocking-call severity=error
import { brotliCompressSync } from 'node:zlib';

const log = Array.from({ length: 60_000 }, (_, i) => `${i} GET /page/${(i * 7919) % 10_007}`).join('\n');

function rotate() {
  return brotliCompressSync(log).length; // <- blocking-call
}

const tick = setInterval(() => {}, 20);
setTimeout(() => console.log(rotate()), 150);
setTimeout(() => clearInterval(tick), 700);
