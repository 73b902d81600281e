// A chain of steps, each of which is given what the one before brought.
// @clean
import { createServer } from 'node:http';

const server = createServer((req, res) => setTimeout(() => res.end(String(Number(req.url.slice(1)) + 1)), 30));
server.listen(0, async () => {
  const next = async (value) => {
    const answer = await fetch(`http://localhost:${server.address().port}/${value}`, { signal: AbortSignal.timeout(2000) });
    return Number(await answer.text());
  };
  const steps = Array.from({ length: 14 }, () => next);
  console.log(await steps.reduce(async (value, step) => step(await value), Promise.resolve(0)));
  server.close();
});
