// The peer says how long its answer will be, sends the first bytes, and then nothing.
// @finding missing-timeout severity=error
import { createServer, get } from 'node:http';

const backend = createServer((request, response) => {
  if (request.url === '/sized') response.writeHead(200, { 'content-length': 1000 });
  response.write('{"rates":');
});

async function rates(port) {
  const answer = await fetch(`http://localhost:${port}/chunked`); // <- missing-timeout
  return answer.json();
}

function page(port) {
  return new Promise((resolve) => {
    const read = (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve(text));
    };
    get({ port, path: '/sized' }, read); // <- missing-timeout
  });
}

backend.listen(0, () => {
  const { port } = backend.address();
  setTimeout(() => process.exit(0), 4600);
  Promise.all([rates(port), page(port)]).then(console.log);
});
