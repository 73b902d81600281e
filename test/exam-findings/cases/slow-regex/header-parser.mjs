// A header that a stranger sends.
// @finding slow-regex
import { createServer, get } from 'node:http';

const ACCEPT = /^(?:[\w*]+\/?[\w*+.-]*,?\s*)+$/;
const server = createServer((req, res) => {
  res.end(ACCEPT.test(req.headers.accept) ? 'fine' : 'no'); // <- slow-regex
});
server.listen(0, () => {
  const accept = `${'a'.repeat(17)}(`;
  get({ port: server.address().port, headers: { accept } }, (res) => {
    res.resume().on('end', () => server.close());
  });
});
