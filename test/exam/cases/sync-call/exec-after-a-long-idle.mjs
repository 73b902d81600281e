// @expect kind=sync-call api=child_process.execSync
// @min-ms 150
// @phase running
// A server that has had nothing to do for some seconds runs a command for its first request.
import { execSync } from 'node:child_process';
import http from 'node:http';

const server = http.createServer((_request, response) => {
  response.end(execSync('sleep 0.2')); // <- blame
});
server.listen(0, '127.0.0.1', () => {
  setTimeout(() => {
    http.get({ port: server.address().port, agent: false }, (response) => {
      response.resume().on('end', () => server.close());
    });
  }, 4_500);
});
