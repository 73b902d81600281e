// A dictionary filled entry by entry.
// @finding sequential-awaits severity=warning
import http from 'node:http';

const server = http.createServer((request, response) => setTimeout(() => response.end(request.url), 50));
await new Promise((resolve) => server.listen(0, resolve));
const base = `http://127.0.0.1:${server.address().port}`;

const cities = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`city${i}`, i]));
const weather = new Map();
for (const city in cities) {
  const url = new URL(`/weather/${city}`, base);
  const answer = await fetch(url); // <- sequential-awaits
  if (!answer.ok) throw new Error(`no weather for ${city}`);
  weather.set(city, await answer.text());
}
console.log(weather.size);
server.closeAllConnections();
server.close();
