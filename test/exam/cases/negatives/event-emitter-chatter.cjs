// @expect none
const { EventEmitter } = require('events');
const a = new EventEmitter();
const b = new EventEmitter();
let volleys = 0;

a.on('ping', () => setImmediate(() => b.emit('pong')));
b.on('pong', () => {
  if (++volleys < 4000) a.emit('ping');
});
a.emit('ping');
setTimeout(() => console.log(volleys), 700);
