// @expect kind=microtask-flood api=Promise
// @min-ms 75
import { EventEmitter } from 'node:events';

const doorbell = new EventEmitter();

doorbell.on('ring', async () => {
  let waited = 0;
  while (waited < 4000000) { // <- blame
    await null; // <- blame
    waited++; // <- blame
  }
  console.log('nobody home after', waited);
});

setTimeout(() => doorbell.emit('ring'), 100);
setTimeout(() => {}, 500);
