// @expect kind=cpu
// @min-ms 75
const EventEmitter = require('node:events');

class Indexer extends EventEmitter {
  constructor() {
    super();
    this.terms = new Map();
    this.on('document', this.index);
  }

  index(text) {
    for (const word of text.split(' ')) { // <- blame
      const stem = word.toLowerCase().slice(0, 6); // <- blame
      this.terms.set(stem, (this.terms.get(stem) || 0) + 1); // <- blame
    }
  }
}

const indexer = new Indexer();
const text = Array.from({ length: 5000 }, (_, i) => 'Word' + (i % 5000)).join(' ');
setTimeout(() => {
  for (let i = 0; i < 330; i++) indexer.emit('document', text);
  console.log(indexer.terms.size);
}, 100);
setTimeout(() => {}, 400);
