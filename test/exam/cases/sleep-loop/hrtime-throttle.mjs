// @expect kind=sleep-loop
// @min-ms 75
import { hrtime } from 'node:process';

class Throttle {
  constructor(ms) {
    this.pauseNs = BigInt(ms) * 1_000_000n;
    this.last = 0n;
  }
  acquire() {
    let now = hrtime.bigint(); // <- blame
    while (now - this.last < this.pauseNs) now = hrtime.bigint(); // <- blame
    this.last = now;
  }
}

const throttle = new Throttle(60);
setTimeout(() => {
  for (let i = 0; i < 4; i++) throttle.acquire();
  console.log('sent');
}, 80);
setTimeout(() => {}, 500);
