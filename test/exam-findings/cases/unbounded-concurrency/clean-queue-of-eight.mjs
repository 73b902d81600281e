// A queue of the program's own, eight at a time.
// @clean
import { createServer, get, Agent } from 'node:http';

const server = createServer((_, res) => setTimeout(() => res.end('ok'), 5));
server.listen(0, async () => {
  const { port } = server.address();
  const agent = new Agent({ keepAlive: true });
  const jobs = Array.from({ length: 600 }, (_, i) => i);
  const one = (i) =>
    new Promise((resolve, reject) => {
      get({ port, agent, path: `/${i}`, timeout: 2000 }, (res) => res.resume().on('end', resolve)).on('error', reject);
    });
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) await one(job);
    }),
  );
  agent.destroy();
  server.close();
});
