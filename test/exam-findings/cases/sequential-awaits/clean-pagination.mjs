// Each page names the next one: nothing could run together.
// @clean
import { createServer } from 'node:http';

const server = createServer((req, res) => {
  const page = Number(new URL(req.url, 'http://x').searchParams.get('cursor'));
  setTimeout(() => res.end(JSON.stringify({ items: [page], next: page < 14 ? page + 1 : null })), 30);
});
server.listen(0, async () => {
  const base = `http://localhost:${server.address().port}`;
  const items = [];
  for (let cursor = 0; cursor !== null; ) {
    const response = await fetch(`${base}/?cursor=${cursor}`, { signal: AbortSignal.timeout(2000) });
    const body = await response.json();
    items.push(...body.items);
    cursor = body.next;
  }
  console.log(items.length);
  server.close();
});
