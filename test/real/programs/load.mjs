// Asks a quick route most of the time, and slow ones now and then, for as many seconds as the second argument says.
import autocannon from 'autocannon';

const [, , url, seconds, ...slow] = process.argv;
const quick = { method: 'GET', path: '/' };
const result = await autocannon({
  url,
  connections: 8,
  duration: Number(seconds),
  timeout: 30,
  overallRate: 80,
  requests: slow.flatMap((route) => {
    const [method, path] = route.split(':');
    return [...new Array(20).fill(quick), { method, path }];
  }),
});
console.error(`${result.requests.total} requests, ${result.non2xx} refused`);
