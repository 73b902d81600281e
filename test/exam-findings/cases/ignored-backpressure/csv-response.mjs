// An export that writes all rows at once into the answer.
// @finding ignored-backpressure
import { createServer, get } from 'node:http';

const row = `${'x'.repeat(8000)}\n`;
const server = createServer((_, res) => {
  for (let i = 0; i < 4000; i++) res.write(row); // <- ignored-backpressure
  res.end();
});
server.listen(0, () => {
  get({ port: server.address().port }, (res) => {
    res.on('data', () => {
      res.pause();
      setTimeout(() => res.resume(), 1);
    });
    setTimeout(() => {
      res.destroy();
      server.closeAllConnections();
      server.close();
    }, 600);
  }).on('error', () => {});
});
