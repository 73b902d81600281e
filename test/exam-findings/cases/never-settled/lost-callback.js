// @finding never-settled severity=error deep
const { setTimeout: sleep } = require('node:timers/promises');

class Semaphore {
  constructor(free) {
    this.free = free;
    this.queue = [];
  }
  async acquire() {
    if (this.free > 0) {
      this.free--;
      return;
    }
    await new Promise((resolve) => this.queue.push(resolve)); // <- never-settled
  }
  release() {
    const next = this.queue.shift();
    if (next) next();
    else this.free++;
  }
}

const one = new Semaphore(1);

async function job(n) {
  await one.acquire();
  await sleep(10);
  if (n === 1) return 'skipped';
  one.release();
  return n;
}

Promise.all([0, 1, 2, 3].map(job)).then((done) => console.log(done));
