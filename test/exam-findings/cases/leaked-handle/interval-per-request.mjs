// Each request starts a heartbeat that nobody stops.
// @finding leaked-handle place=deep
import { createServer } from 'node:http';

const server = createServer((_, res) => {
  setInterval(() => res.writableEnded, 1000); // <- leaked-handle
  res.end('hello');
});
server.listen(0, async () => {
  for (let i = 0; i < 40; i++) {
    await (await fetch(`http://localhost:${server.address().port}/`)).text();
    await new Promise((resolve) => setTimeout(resolve, 110));
  }
  server.close();
  setTimeout(() => process.exit(0), 500);
});
