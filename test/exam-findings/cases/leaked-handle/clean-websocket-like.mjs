// Each connection has its own heartbeat, cleared when it closes.
// @clean
import { connect, createServer } from 'node:net';

const server = createServer((socket) => {
  const heartbeat = setInterval(() => socket.write('.'), 200);
  socket.on('close', () => clearInterval(heartbeat)).on('error', () => {});
});
server.listen(0, () => {
  const clients = [];
  const arrive = setInterval(() => {
    const client = connect(server.address().port);
    client.on('data', () => {}).on('error', () => {});
    clients.push(client);
    if (clients.length < 45) return;
    clearInterval(arrive);
    setTimeout(() => {
      for (const client of clients) client.end();
      server.close();
    }, 400);
  }, 90);
});
