// @clean
import { setTimeout as sleep } from 'node:timers/promises';

class Queue {
  #items = [];
  #waiting = [];
  push(item) {
    const next = this.#waiting.shift();
    if (next) next(item);
    else this.#items.push(item);
  }
  take() {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

const queue = new Queue();
async function consume() {
  let sum = 0;
  for (;;) {
    const item = await queue.take();
    if (item === null) return sum;
    sum += item;
  }
}
const done = consume();
for (let n = 1; n <= 5; n++) {
  queue.push(n);
  await sleep(5);
}
queue.push(null);
console.log(await done);
