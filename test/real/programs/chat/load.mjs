import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

const sockets = await Promise.all(
  Array.from({ length: 10 }, async () => {
    const socket = new WebSocket(process.argv[2]);
    await new Promise((resolve) => socket.once('open', resolve));
    return socket;
  }),
);
for (let round = 0; round < 20; round++) {
  sockets[round % 10].send(JSON.stringify({ text: `hello ${round}`, search: round % 10 === 9 ? 'hello' : '' }));
  await sleep(100);
}
for (const socket of sockets) socket.close();
