// A gateway with limits, beside a backend that is slow now and then.
// @clean
import { createServer } from 'node:http';

const backend = createServer((req, res) => setTimeout(() => res.end('{"ok":true}'), req.url === '/slow' ? 900 : 15));
backend.listen(0, () => {
  const base = `http://localhost:${backend.address().port}`;
  const gateway = createServer(async (req, res) => {
    try {
      const answer = await fetch(base + req.url, { signal: AbortSignal.timeout(500) });
      res.end(await answer.text());
    } catch {
      res.writeHead(504).end();
    }
  });
  gateway.listen(0, async () => {
    const ask = async (path) => {
      const answer = await fetch(`http://localhost:${gateway.address().port}${path}`, { signal: AbortSignal.timeout(3000) });
      await answer.text();
      return answer.status;
    };
    const statuses = await Promise.all(['/a', '/slow', '/b', '/slow', '/c'].map(ask));
    console.log(statuses.join());
    gateway.closeAllConnections();
    backend.closeAllConnections();
    gateway.close();
    backend.close();
  });
});
