// A hundred people in one room, each with a connection that is mostly idle.
// @clean
import { connect, createServer } from 'node:net';

const people = new Set();
const server = createServer((socket) => {
  people.add(socket);
  socket.setEncoding('utf8').on('data', (line) => {
    for (const other of people) if (other !== socket) other.write(line);
  });
  socket.on('close', () => people.delete(socket)).on('error', () => {});
});
server.listen(0, () => {
  const clients = [];
  const join = setInterval(() => {
    for (let i = 0; i < 10; i++) {
      const client = connect(server.address().port).setEncoding('utf8');
      client.on('data', () => {}).on('error', () => {});
      clients.push(client);
    }
    if (clients.length === 100) {
      clearInterval(join);
      clients[0].write('hello everybody\n');
      setTimeout(() => {
        for (const client of clients) client.destroy();
        server.close();
      }, 1500);
    }
  }, 30);
});
