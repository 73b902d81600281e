// @expect none allow=cpu-starved
// @launch neighbours=3 pin=tree
import http from 'node:http';

const server = http.createServer((req, res) => {
  const rows = Array.from({ length: 2000 }, (_, i) => ({ i, square: i * i }));
  res.end(JSON.stringify(rows.filter((r) => r.square % 3 === 0)));
});

server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 25; i++) {
    const res = await fetch(`http://127.0.0.1:${port}/${i}`);
    await res.arrayBuffer();
    await new Promise((r) => setTimeout(r, 15));
  }
  server.close();
  server.closeAllConnections();
});
