// @expect kind=regex
// @min-ms 75
const { EventEmitter } = require('events');
const feed = new EventEmitter();

feed.on('line', (line) => {
  const at = line.search(/(x+x+)+y/); // <- blame
  if (at >= 0) console.log('found at', at);
});

setTimeout(() => feed.emit('line', 'x'.repeat(23)), 100);
setTimeout(() => {}, 300);
