// A line of a protocol of our own, and no answer to it.
// @finding missing-timeout severity=error
// @launch duration=4s
const { once } = require('node:events');
const net = require('node:net');

async function query(port, line) {
  const socket = net.connect(port, '127.0.0.1'); // <- missing-timeout
  await once(socket, 'connect');
  socket.write(`${line}\n`);
  const [answer] = await once(socket, 'data');
  socket.end();
  return String(answer);
}

const mute = net.createServer((socket) => socket.resume());
mute.listen(0, '127.0.0.1', async () => {
  console.log(await query(mute.address().port, 'HELLO'));
});
