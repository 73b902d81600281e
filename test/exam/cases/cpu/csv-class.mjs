// @expect kind=cpu
// @min-ms 75
import { createServer, get } from 'node:http';

class CsvReader {
  #rows = [];
  #cell = '';
  #row = [];
  feed(text) {
    let quoted = false;
    for (const ch of text) { // <- blame
      if (ch === '"') quoted = !quoted; // <- blame
      else if (ch === ',' && !quoted) this.#endCell(); // <- blame
      else if (ch === '\n' && !quoted) this.#endRow(); // <- blame
      else this.#cell += ch; // <- blame
    }
    return this.#rows;
  }
  #endCell() {
    this.#row.push(this.#cell); // <- blame
    this.#cell = ''; // <- blame
  }
  #endRow() {
    this.#endCell();
    this.#rows.push(this.#row);
    this.#row = [];
  }
}

const upload = 'id,name,"street, number",city\n'.repeat(120_000);
const server = createServer((req, res) => {
  res.end(String(new CsvReader().feed(upload).length));
});
server.listen(0, () => {
  get({ port: server.address().port, path: '/import' }, (res) => res.resume().on('end', () => server.close()));
});
