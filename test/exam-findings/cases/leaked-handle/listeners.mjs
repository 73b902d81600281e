// Each request listens to the bus, and none ever stops.
// @finding leaked-handle severity=warning
import { EventEmitter } from 'node:events';
import http from 'node:http';

const bus = new EventEmitter();

function follow(response) {
  bus.on('news', (text) => response.write(text)); // <- leaked-handle
  response.end('hello');
}

const server = http.createServer((request, response) => follow(response));
server.listen(0, async () => {
  const { port } = server.address();
  for (let i = 0; i < 15; i += 1) {
    await new Promise((resolve) => http.get({ port, agent: false }, (answer) => answer.resume().on('end', resolve)));
  }
  server.close();
});
