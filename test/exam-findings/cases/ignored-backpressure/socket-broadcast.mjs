// A ticker that pushes to a client which reads nothing.
// @finding ignored-backpressure
import { connect, createServer } from 'node:net';

const quote = Buffer.alloc(64 * 1024, 'EURUSD 1.07 ');
const server = createServer((socket) => {
  let left = 600;
  socket.on('error', () => {});
  const timer = setInterval(() => {
    for (let i = 0; i < 20; i++) socket.write(quote); // <- ignored-backpressure
    left -= 20;
    if (left <= 0) {
      clearInterval(timer);
      socket.destroy();
      server.close();
    }
  }, 10);
});
server.listen(0, () => {
  const client = connect(server.address().port);
  client.pause();
  client.on('error', () => {});
});
