import { workerData } from 'node:worker_threads';
import distance from './distance.mjs';

const { port } = workerData;
port.on('message', (word) => {
  let total = 0;
  for (let round = 0; round < 250; round++) total += distance(word, `${word.slice(round % 20)}x`);
  port.postMessage(total);
});
