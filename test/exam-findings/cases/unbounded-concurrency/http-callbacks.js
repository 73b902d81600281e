// A loop over http.get: no promise in sight, and 400 sockets all the same.
// @finding unbounded-concurrency severity=warning|error
const http = require('node:http');

const server = http.createServer((request, response) => setTimeout(() => response.end('ok'), 100));

function warmUp(port, urls) {
  let left = urls.length;
  for (const path of urls) {
    http // <- unbounded-concurrency
      .get({ port, path }, (response) => { // <- unbounded-concurrency
        response.resume();
        response.on('end', () => {
          left -= 1;
          if (left === 0) server.close();
        });
      })
      .on('error', (error) => console.error(error.message));
  }
}

server.listen(0, () => {
  const urls = Array.from({ length: 400 }, (_, i) => `/page/${i}`);
  warmUp(server.address().port, urls);
});
