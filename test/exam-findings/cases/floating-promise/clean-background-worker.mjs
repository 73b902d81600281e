// A loop in the background that is stopped in the end, with its promise kept.
// @clean
import { setTimeout as sleep } from 'node:timers/promises';

class Worker {
  #stopped = false;
  #done;
  start() {
    this.#done = this.#run();
  }
  async #run() {
    while (!this.#stopped) await sleep(20);
  }
  async stop() {
    this.#stopped = true;
    await this.#done;
  }
}
const worker = new Worker();
worker.start();
await sleep(300);
await worker.stop();
console.log('stopped');
