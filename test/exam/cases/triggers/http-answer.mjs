// @expect kind=cpu
// @min-ms 75
// @trigger http-response|socket|promise
import { createServer, get } from 'node:http';

const server = createServer((_req, res) => setTimeout(() => res.end('[1,2,3]'), 100));
server.listen(0, () => {
  get({ port: server.address().port, path: '/list', agent: false }, (res) => {
    let total = 0; // <- blame
    for (let i = 0; i < 120_000_000; i++) total = (total + i * 79) % 5099; // <- blame
    console.log(total);
    res.resume().on('end', () => server.close());
  });
});
