import { MessageChannel, Worker } from 'node:worker_threads';

export class Pool {
  #idle = [];
  #waiting = [];
  #workers = [];

  constructor(file, size) {
    for (let i = 0; i < size; i++) {
      const { port1, port2 } = new MessageChannel();
      const worker = new Worker(file, { workerData: { port: port2 }, transferList: [port2] });
      this.#workers.push(worker);
      this.#idle.push(port1);
    }
  }

  run(task) {
    return new Promise((resolve) => {
      this.#waiting.push({ task, resolve });
      this.#next();
    });
  }

  close() {
    for (const worker of this.#workers) worker.terminate();
  }

  #next() {
    if (this.#idle.length === 0 || this.#waiting.length === 0) return;
    const port = this.#idle.shift();
    const { task, resolve } = this.#waiting.shift();
    port.once('message', (result) => {
      this.#idle.push(port);
      resolve(result);
      this.#next();
    });
    port.postMessage(task);
  }
}
