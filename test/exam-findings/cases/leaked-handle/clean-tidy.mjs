// Everything that was opened is closed; what waits does so on purpose.
// @clean
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const server = http.createServer((request, response) => response.end('ok'));
await new Promise((resolve) => server.listen(0, resolve));
const ticker = setInterval(() => {}, 50);
const bus = new EventEmitter();
for (let i = 0; i < 30; i += 1) {
  const news = once(bus, 'news');
  bus.emit('news', i);
  await news;
}
await sleep(1600);
console.log('slept on purpose');
clearInterval(ticker);
server.close();
