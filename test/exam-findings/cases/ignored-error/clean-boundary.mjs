// Errors are expected, caught where they belong, and answered.
// @clean
import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';

const events = new EventEmitter();
events.on('error', () => {});
const server = createServer(async (req, res) => {
  try {
    res.end(await readFile(`/nonexistent${req.url}`));
  } catch (error) {
    events.emit('error', error);
    res.writeHead(404).end();
  }
});
server.listen(0, async () => {
  for (let i = 0; i < 5; i++) {
    const answer = await fetch(`http://localhost:${server.address().port}/${i}`);
    await answer.arrayBuffer();
  }
  const settled = await Promise.allSettled([readFile('/nope'), Promise.reject(new Error('expected'))]);
  console.log(settled.map(({ status }) => status).join());
  server.close();
});
