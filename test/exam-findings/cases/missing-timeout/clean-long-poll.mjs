// A download that takes long, but bytes come all the time.
// @clean
import { createServer, get } from 'node:http';

const server = createServer((_, res) => {
  let left = 16;
  const timer = setInterval(() => {
    res.write('part');
    if (--left === 0) {
      clearInterval(timer);
      res.end();
    }
  }, 200);
});
server.listen(0, () => {
  get({ port: server.address().port }, (res) => {
    let bytes = 0;
    res.on('data', (part) => {
      bytes += part.length;
    });
    res.on('end', () => {
      console.log(bytes);
      server.close();
    });
  });
});
