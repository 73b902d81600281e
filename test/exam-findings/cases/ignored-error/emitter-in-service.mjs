// A queue that reports its trouble to nobody.
// @finding ignored-error
import { EventEmitter } from 'node:events';

class Queue extends EventEmitter {
  push(item) {
    if (item === undefined) this.emit('error', new Error('nothing to push')); // <- ignored-error
  }
}

const queue = new Queue();
setTimeout(() => queue.push(), 50);
