// A gateway that waits for a backend which took the request and says nothing.
// @finding missing-timeout
import { createServer } from 'node:http';

const backend = createServer(() => {});
backend.listen(0, () => {
  const gateway = createServer(async (_, res) => {
    try {
      const answer = await fetch(`http://localhost:${backend.address().port}/slow`); // <- missing-timeout
      res.end(await answer.text());
    } catch {
      res.writeHead(502).end();
    }
  });
  gateway.listen(0, () => {
    fetch(`http://localhost:${gateway.address().port}/`, { signal: AbortSignal.timeout(4000) }).catch(() => {
      gateway.closeAllConnections();
      gateway.close();
      backend.closeAllConnections();
      backend.close();
    });
  });
});
