// @expect none allow=suspended
// @launch kill=SIGSTOP@400,SIGCONT@1000
import { createServer } from 'node:http';

const server = createServer((req, res) => res.end('hello'));
server.listen(0, () => {
  console.log('ready', process.pid);
  setTimeout(() => server.close(), 1600);
});
