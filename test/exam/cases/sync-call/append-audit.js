// @expect kind=sync-call api=fs.appendFileSync
// @min-ms 75
const { EventEmitter } = require('events');
const fs = require('fs');
const os = require('os');
const path = require('path');

const log = path.join(os.tmpdir(), `exam-audit-${process.pid}.log`);
const bus = new EventEmitter();

bus.on('change', (entry) => {
  fs.appendFileSync(log, entry + '\n'); // <- blame
});

setTimeout(() => {
  for (let i = 0; i < 24000; i++) bus.emit('change', 'record ' + i);
  fs.unlink(log, () => {});
}, 100);
setTimeout(() => {}, 200);
