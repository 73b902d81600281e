// A race against a timer that is never cleared; the server has long been closed when the process still waits for them.
// @finding leaked-handle severity=warning deep
import { once } from 'node:events';
import { createServer } from 'node:http';

function within(promise, ms) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('too late')), ms); // <- leaked-handle
  });
  late.catch(() => {});
  return Promise.race([promise, late]);
}

const server = createServer((_, res) => setTimeout(() => res.end('ok'), 20)).listen(0);
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;
for (const round of [1, 2, 3]) {
  const answers = await Promise.all(
    [1, 2, 3].map(async () => (await within(fetch(url, { headers: { connection: 'close' } }), 3000)).text()),
  );
  console.log(round, answers.length);
}
server.close();
