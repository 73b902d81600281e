// Asks the same server again and again, each time by a connection of its own, one after the other.
// @finding sequential-awaits severity=warning
const net = require('node:net');

function ask(port, question) {
  return new Promise((resolve) => {
    const socket = net.connect(port, () => socket.write(question));
    socket.once('data', resolve);
  });
}

const server = net.createServer((peer) => {
  peer.on('data', (question) => setTimeout(() => peer.end(question), 40));
});

server.listen(0, async () => {
  const answers = [];
  const ids = Array.from({ length: 30 }, (_, i) => i);
  for (const id of ids) {
    answers.push(await ask(server.address().port, `user ${id}`)); // <- sequential-awaits
  }
  console.log(answers.length);
  server.close();
});
