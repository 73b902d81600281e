// A whole export is parsed at once while others are being served.
// @finding big-json severity=error
import http from 'node:http';

const upload = JSON.stringify(Array.from({ length: 260_000 }, (_, i) => ({ id: i, tags: ['a', 'b'], at: { x: i, y: -i } })));

function read(text) {
  return JSON.parse(text).length; // <- big-json
}

const server = http.createServer((request, response) => response.end(String(read(upload))));
server.listen(0, async () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  await Promise.all([visit(), visit()]);
  server.close();
});
