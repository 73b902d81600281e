// @expect kind=gc
// @min-ms 75
// @launch node-args=--max-semi-space-size=1,--max-old-space-size=500
class Entry {
  constructor(next, payload) {
    this.next = next; // <- blame
    this.payload = payload; // <- blame
  }
}

class Journal {
  head = null;
  append(n) {
    for (let i = 0; i < n; i++) this.head = new Entry(this.head, { i, tags: [i] }); // <- blame
  }
}

const journal = new Journal();
setTimeout(() => {
  journal.append(700000);
  console.log(journal.head.payload.i);
}, 100);
setTimeout(() => {}, 300);
