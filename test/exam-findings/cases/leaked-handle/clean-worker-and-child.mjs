// Waiting for others: a worker that computes and a child that takes its time.
// @clean
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('setTimeout(() => require("node:worker_threads").parentPort.postMessage(1), 1800)', { eval: true });
await once(worker, 'message');
const child = spawn('sleep', ['1.6']);
await once(child, 'exit');
console.log('both are done');
