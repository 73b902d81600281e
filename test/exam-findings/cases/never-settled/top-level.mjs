// @finding never-settled severity=error deep
import { EventEmitter } from 'node:events';

const bus = new EventEmitter();

function ready() {
  return new Promise((resolve) => bus.once('ready', resolve));
}

setTimeout(() => bus.emit('raedy'), 50);
await ready(); // <- never-settled
console.log('ready');
