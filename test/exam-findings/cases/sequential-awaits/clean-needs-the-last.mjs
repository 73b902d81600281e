// Loops that must wait: a cursor, a chain of tokens, a poll, a retry.
// @clean
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

let polls = 0;
const server = http.createServer((request, response) => {
  const url = new URL(request.url, 'http://x');
  const page = Number(url.searchParams.get('page') ?? 0);
  if (url.pathname === '/flaky' && page < 12) response.statusCode = 503;
  const status = url.pathname === '/job' && ++polls > 14 ? 'done' : 'busy';
  const body = JSON.stringify({ rows: [page], next: page < 14 ? page + 1 : null, token: `${page}x`, status });
  setTimeout(() => response.end(body), 30);
});
await new Promise((resolve) => server.listen(0, resolve));
const base = `http://127.0.0.1:${server.address().port}`;

const rows = [];
let cursor = 0;
do {
  const page = await (await fetch(`${base}/rows?page=${cursor}`)).json();
  rows.push(...page.rows);
  cursor = page.next;
} while (cursor !== null);

let token = '';
for (let i = 0; i < 15; i += 1) {
  ({ token } = await (await fetch(`${base}/chain/${token}?page=${i}`)).json());
}

for (;;) {
  const { status } = await (await fetch(`${base}/job`)).json();
  if (status === 'done') break;
  await sleep(10);
}

async function stubborn() {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const response = await fetch(`${base}/flaky?page=${attempt}`);
    if (response.ok) return response.json();
  }
  throw new Error('gave up');
}
await stubborn();

console.log(rows.length, token);
server.closeAllConnections();
server.close();
