// A copy by hand: what is read quickly is written slowly.
// @finding ignored-backpressure severity=warning
const { Readable, Writable } = require('node:stream');

const chunk = Buffer.alloc(64 * 1024);
let left = 300;
const source = new Readable({
  read() {
    this.push(left-- > 0 ? chunk : null);
  },
});
const sink = new Writable({
  write(data, encoding, done) {
    setTimeout(done, 2);
  },
});

source.on('data', (data) => {
  sink.write(data); // <- ignored-backpressure
});
source.on('end', () => sink.end());
