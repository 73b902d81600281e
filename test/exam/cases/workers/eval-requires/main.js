// @expect kind=json api=JSON.stringify
// @thread worker
// @min-ms 75
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const text = `
const { parentPort, workerData } = require('node:worker_threads');
const { snapshot } = require(workerData.module);
parentPort.once('message', () => parentPort.postMessage(snapshot()));
`;
const worker = new Worker(text, { eval: true, workerData: { module: path.join(__dirname, 'snapshot.js') } });
worker.on('message', (length) => console.log(length > 0));
setTimeout(() => worker.postMessage("go"), 900);
