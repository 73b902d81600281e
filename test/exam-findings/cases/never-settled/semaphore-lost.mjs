// A semaphore that is not released where the work fails: who comes next waits for good.
// @finding never-settled deep
class Semaphore {
  #free;
  #waiting = [];
  constructor(free) {
    this.#free = free;
  }
  async acquire() {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise((resolve) => this.#waiting.push(resolve)); // <- never-settled
  }
  release() {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

const slots = new Semaphore(1);
async function job(n) {
  await slots.acquire(); // <- never-settled
  if (n === 0) throw new Error('first one fails');
  slots.release();
  return n;
}

const results = await Promise.allSettled([job(0), job(1), job(2)]); // <- never-settled
console.log(results.length);
