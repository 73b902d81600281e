// A handler that awaits what fails, with nobody to catch it: the server dies of it.
// @finding ignored-error severity=error
import http from 'node:http';
import { readFile } from 'node:fs/promises';

async function page(name) {
  return await readFile(new URL(`./no-such-folder/${name}`, import.meta.url), 'utf8'); // <- ignored-error
}

const server = http.createServer(async (request, response) => {
  response.end(await page(request.url.slice(1)));
});

server.listen(0, () => {
  http.get({ port: server.address().port, path: '/index.html' }).on('error', () => {});
});
