// Each request asks a store over a connection of its own, which is ended when the answer is there.
// @clean
import { createServer } from 'node:http';
import { connect, createServer as createStore } from 'node:net';

const store = createStore((socket) => socket.on('data', () => socket.write('42')).on('error', () => {}));
store.listen(0);

function ask(key) {
  return new Promise((resolve, reject) => {
    const socket = connect(store.address().port);
    socket.setTimeout(60_000);
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.end();
      resolve(String(data));
    });
    socket.write(key);
  });
}

const server = createServer(async (req, res) => res.end(await ask(req.url)));
server.listen(0, async () => {
  for (let i = 0; i < 40; i++) {
    await (await fetch(`http://localhost:${server.address().port}/`)).text();
    await new Promise((resolve) => setTimeout(resolve, 110));
  }
  setTimeout(() => process.exit(0), 200);
});
