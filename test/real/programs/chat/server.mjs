import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const server = createServer();
const rooms = new WebSocketServer({ server });
const history = [];

rooms.on('connection', (socket) => {
  socket.on('message', (data) => {
    const { text, search } = JSON.parse(String(data));
    history.push(text);
    if (search) find(search);
    for (const client of rooms.clients) client.send(text);
  });
});

function find(word) {
  let best = 0;
  for (const text of history) {
    for (let k = 0; k < 4_000_000; k++) best = (best + text.length * k + word.length) % 7919; // <- blame
  }
  return best;
}

server.listen(0);
process.on('SIGTERM', () => process.exit(0));
