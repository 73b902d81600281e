// @expect kind=cpu
// @thread worker
// @min-ms 75
// @delayed messages=3
// Three short questions come while a long job is under way; what is asked a while later has not waited.
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  let answers = 0;
  worker.on('message', () => {
    answers += 1;
    if (answers === 3) setTimeout(() => worker.postMessage({ ask: 'late' }), 200);
    if (answers === 4) worker.terminate();
  });
  setTimeout(() => worker.postMessage({ job: 60_000_000 }), 250);
  for (const ask of ['a', 'b', 'c']) setTimeout(() => worker.postMessage({ ask }), 320);
} else {
  let progress = 0;
  parentPort.on('message', ({ job, ask }) => {
    if (ask !== undefined) return parentPort.postMessage([ask, progress]);
    for (let i = 0; i < job; i++) progress = (progress + i * 53) % 7919; // <- blame
  });
}
