// A little work before it listens, as every server has.
// @clean
const http = require('node:http');

const table = new Map(Array.from({ length: 5_000 }, (_, i) => [i, `row ${i}`]));
const server = http.createServer((request, response) => response.end(table.get(7)));
server.listen(0, () => setTimeout(() => server.close(), 300));
