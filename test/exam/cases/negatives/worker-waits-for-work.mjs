// @expect none
// A pool's worker that sleeps in Atomics.wait until there is a task blocks nobody.
import { fileURLToPath } from 'node:url';
import { isMainThread, receiveMessageOnPort, MessageChannel, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { port: port2, signal }, transferList: [port2] });
  port1.on('message', (answer) => console.log(answer));
  for (const ms of [200, 500, 800]) {
    setTimeout(() => {
      port1.postMessage(ms);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
    }, ms);
  }
  setTimeout(() => worker.terminate().then(() => port1.close()), 1100);
} else {
  const { port, signal } = workerData;
  let seen = 0;
  for (;;) {
    Atomics.wait(signal, 0, seen);
    seen = Atomics.load(signal, 0);
    for (let task = receiveMessageOnPort(port); task; task = receiveMessageOnPort(port)) port.postMessage(task.message * 2);
  }
}
