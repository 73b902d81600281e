// One request after the other, each with a deadline of its own.
// @finding sequential-awaits severity=warning
import { once } from 'node:events';
import { createServer, get } from 'node:http';

const server = createServer((_, res) => setTimeout(() => res.end('fair'), 60)).listen(0);
await once(server, 'listening');

function weather(city) {
  return new Promise((resolve, reject) => {
    const req = get({ port: server.address().port, path: `/${city}` }, (res) => {
      let text = '';
      res.on('data', (part) => {
        text += part;
      });
      res.on('end', () => resolve(text));
    });
    req.setTimeout(2000, () => req.destroy(new Error('slow')));
    req.on('error', reject);
  });
}

const forecast = {};
for (const city of Array.from({ length: 24 }, (_, i) => `city-${i}`)) {
  forecast[city] = await weather(city); // <- sequential-awaits
}
console.log(Object.keys(forecast).length);
server.close();
