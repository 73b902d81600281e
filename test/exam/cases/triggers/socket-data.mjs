// @expect kind=cpu
// @min-ms 75
// @trigger socket
import { connect, createServer } from 'node:net';

const server = createServer((socket) => {
  socket.on('data', (data) => {
    let total = data.length; // <- blame
    for (let i = 0; i < 120_000_000; i++) total = (total + i * 61) % 5059; // <- blame
    socket.end(String(total));
  });
});
server.listen(0, () => {
  const client = connect(server.address().port, () => setTimeout(() => client.write('sum'), 150));
  client.on('data', (data) => console.log(String(data)));
  client.on('close', () => setTimeout(() => server.close(), 60));
});
