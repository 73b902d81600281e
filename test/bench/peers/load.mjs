import http from 'node:http';

/**
 * Some seconds of load on a server in this process, and then its end: so many clients, each of which asks again as soon as
 * it has its answer, as load generators do.
 */
export function underLoad(handle, { clients, seconds = 4 }) {
  const server = http.createServer(handle);
  server.listen(0, '127.0.0.1', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
    const { port } = server.address();
    const get = () =>
      new Promise((resolve, reject) => {
        http
          .get({ port, host: '127.0.0.1', agent }, (answer) => answer.resume().on('end', resolve))
          .on('error', reject);
      });
    const until = performance.now() + seconds * 1000;
    const client = async () => {
      while (performance.now() < until) await get();
    };
    await Promise.all(Array.from({ length: clients }, client));
    agent.destroy();
    server.close();
  });
}
