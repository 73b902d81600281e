// @clean
const { once, EventEmitter } = require('node:events');

async function waitForStop(bus) {
  await once(bus, 'stop');
}

waitForStop(new EventEmitter()).catch(console.error);
setTimeout(() => {
  console.log('enough');
  process.exit(0);
}, 50);
