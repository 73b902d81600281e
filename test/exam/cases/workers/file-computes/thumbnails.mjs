import { parentPort } from 'node:worker_threads';

function shrink(width, height) {
  let sum = 0;
  for (let y = 0; y < height; y++) { // <- blame
    for (let x = 0; x < width; x++) { // <- blame
      for (let k = 1; k < 60; k++) sum = (sum + ((x * y) ^ (k * 31))) % 65521; // <- blame
    }
  }
  return sum + 1;
}

parentPort.on('message', ({ width, height }) => parentPort.postMessage(shrink(width, height)));
