// Answers that nobody reads to their end, and answers that have none: the peer owes nothing.
// @clean
import { createServer, get } from 'node:http';

const kept = [];
const server = createServer((request, response) => {
  if (request.url === '/big') response.writeHead(200, { 'content-length': 3_000_000 }).end(Buffer.alloc(3_000_000));
  else response.write('hello\n');
});

async function follow(port) {
  const answer = await fetch(`http://localhost:${port}/news`);
  for await (const part of answer.body) console.log(part.length);
}

function tail(port) {
  get({ port, path: '/log' }, (answer) => {
    answer.on('data', (part) => console.log(part.length));
    answer.on('end', () => tail(port));
  });
}

server.listen(0, async () => {
  const { port } = server.address();
  setTimeout(() => process.exit(0), 4600);
  tail(port);
  get({ port, path: '/big' }, (answer) => kept.push(answer));
  kept.push(await fetch(`http://localhost:${port}/big`));
  await follow(port);
});
