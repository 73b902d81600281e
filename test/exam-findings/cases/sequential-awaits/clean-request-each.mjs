// A gateway asks one service for each request that it gets: many in turn, and no loop in the program that asks.
// @clean
import http from 'node:http';

const service = http.createServer((request, response) => setTimeout(() => response.end('ok'), 20));
await new Promise((resolve) => service.listen(0, resolve));
const gateway = http.createServer(async (request, response) => {
  const answer = await fetch(`http://127.0.0.1:${service.address().port}${request.url}`, {
    signal: AbortSignal.timeout(2000),
  });
  response.end(await answer.text());
});
await new Promise((resolve) => gateway.listen(0, resolve));

let asked = 0;
const ask = () => {
  if (asked++ === 25) {
    for (const server of [service, gateway]) {
      server.closeAllConnections();
      server.close();
    }
    return;
  }
  http.get({ port: gateway.address().port, path: `/${asked}` }, (response) => response.resume().on('end', ask));
};
ask();
