// An index is built each time the server starts, before it listens.
// @finding blocked-startup severity=warning
import http from 'node:http';

const index = new Map();
for (let i = 0; i < 1_100_000; i++) { // <- blocked-startup
  const word = `word-${(i * 7919) % 300_007}`; // <- blocked-startup
  index.set(word, (index.get(word) ?? 0) + 1); // <- blocked-startup
}

const server = http.createServer((request, response) => response.end(String(index.size)));
server.listen(0, () => setTimeout(() => server.close(), 200));
