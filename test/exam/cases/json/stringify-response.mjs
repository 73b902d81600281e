// @expect kind=json api=JSON.stringify
// @min-ms 75
import http from 'node:http';

const orders = [];
const line = (i) => ({ sku: 'sku-' + i, qty: i % 7, price: { amount: i * 1.1, currency: 'EUR' } });
for (let chunk = 0; chunk < 100; chunk++) {
  for (let i = 0; i < 4000; i++) orders.push(line(chunk * 4000 + i));
  await new Promise((r) => setImmediate(r));
}

const server = http.createServer((req, res) => {
  res.setHeader('content-type', 'application/json');
  const body = JSON.stringify({ orders }); // <- blame
  res.setHeader('content-length', body.length);
  res.end(req.method === 'HEAD' ? undefined : body);
});

server.listen(0, () => {
  setTimeout(() => {
    const req = http.request({ method: 'HEAD', port: server.address().port, agent: false }, (res) => {
      res.resume();
      res.on('end', () => server.close());
    });
    req.end();
  }, 80);
});
