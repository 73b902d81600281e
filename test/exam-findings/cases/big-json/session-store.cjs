// A session store that clones everything on each change.
// @finding big-json
const http = require('node:http');

let sessions = Object.fromEntries(
  Array.from({ length: 60_000 }, (_, i) => [`s${i}`, { user: i, cart: [i, i + 1], seen: `2026-01-0${(i % 9) + 1}` }]),
);
function touch(id) {
  sessions = JSON.parse(JSON.stringify(sessions)); // <- big-json
  sessions[id].seen = 'now';
}
const server = http.createServer((req, res) => {
  touch('s7');
  res.end('ok');
});
server.listen(0, () => {
  http.get({ port: server.address().port }, (res) => res.resume().on('end', () => server.close()));
});
