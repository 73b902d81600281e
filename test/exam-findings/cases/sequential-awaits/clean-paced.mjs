// Asks page by page, with a pause after each so as not to be thrown out.
// @clean
import { createServer } from 'node:http';

const server = createServer((_, response) => response.end('{"rows":1}'));
await new Promise((done) => server.listen(0, done));
const url = `http://localhost:${server.address().port}/`;

let rows = 0;
for (let page = 0; page < 30; page += 1) {
  const answer = await fetch(`${url}?page=${page}`);
  rows += (await answer.json()).rows;
  await new Promise((resolve) => setTimeout(resolve, 60));
}
server.close();
console.log(rows);
