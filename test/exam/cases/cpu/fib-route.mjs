// @expect kind=cpu
// @min-ms 75
import http from 'node:http';

const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)); // <- blame

const server = http.createServer((req, res) => {
  const n = Number(new URL(req.url, 'http://x').searchParams.get('n'));
  res.end(String(fib(n)));
});

server.listen(0, async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  for (const n of [5, 36]) {
    const res = await fetch(`${url}/?n=${n}`, { headers: { connection: 'close' } });
    console.log(await res.text());
  }
  server.close();
});
