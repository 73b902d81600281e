// A catalogue that is made ready before the port is open.
// @finding blocked-startup
const http = require('node:http');

function indexed(products) {
  const index = new Map();
  for (const product of products) { // <- blocked-startup
    for (const word of product.words) { // <- blocked-startup
      const key = word.toLowerCase().normalize('NFKD'); // <- blocked-startup
      if (!index.has(key)) index.set(key, new Set()); // <- blocked-startup
      index.get(key).add(product.id); // <- blocked-startup
    }
  }
  return index;
}

const products = Array.from({ length: 110_000 }, (_, id) => ({ id, words: [`Wort${id % 9000}`, `Größe${id % 700}`, 'Alles', `N${id}`] })); // <- blocked-startup
const index = indexed(products);
const server = http.createServer((_, res) => res.end(String(index.size)));
server.listen(0, () => server.close());
