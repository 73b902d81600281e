/** The thread of a `ReaderPool`. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ReadOptions, readOne } from './read-one.js';
import type { ReadRequest } from './reader-pool.js';

parentPort?.on('message', async ({ run, known }: ReadRequest) => {
  parentPort?.postMessage(await readOne(run, workerData as ReadOptions, new Set(known)));
});
