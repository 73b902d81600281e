// @finding callback-pyramid deep
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(os.tmpdir(), `pyramid-${process.pid}`);

setTimeout(function start() {
  fs.writeFile(file, '1', function written() {
    setImmediate(() => {
      fs.readFile(file, 'utf8', (_error, text) => {
        process.nextTick(() => {
          fs.unlink(file, () => console.log('gone', text)); // <- callback-pyramid
        });
      });
    });
  });
}, 5);
