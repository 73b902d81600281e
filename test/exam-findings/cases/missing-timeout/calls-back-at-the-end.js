// The end of the connection calls back who asked, and it never comes.
// @finding missing-timeout severity=error
const net = require('node:net');

const server = net.createServer(() => {});

function ask(port, question, done) {
  const socket = net.connect(port); // <- missing-timeout
  let answer = '';
  socket.write(question);
  socket.on('data', (part) => {
    answer += part;
  });
  socket.on('end', () => done(null, answer));
}

server.listen(0, () => {
  ask(server.address().port, 'PING', (error, answer) => console.log(error, answer));
  setTimeout(() => process.exit(0), 4500);
});
