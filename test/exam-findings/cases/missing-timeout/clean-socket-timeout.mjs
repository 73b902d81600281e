// The limit is set on the socket, once there is one.
// @clean
import { createServer, get } from 'node:http';

const backend = createServer((_, response) => {
  setTimeout(() => response.end('late'), 2800);
});
backend.listen(0, () => {
  const request = get({ port: backend.address().port }, (answer) => {
    answer.resume();
    answer.on('end', () => backend.close());
  });
  request.on('error', () => backend.close());
  request.on('socket', (socket) => socket.setTimeout(5000, () => request.destroy(new Error('idle'))));
});
