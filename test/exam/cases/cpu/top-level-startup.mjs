// @expect kind=cpu
// @min-ms 75
// @phase startup
import http from 'node:http';

const routes = [];
for (let i = 0; i < 8500; i++) { // <- blame
  const path = '/api/v1/resource' + i; // <- blame
  if (!routes.some((r) => r.path === path)) routes.push({ path }); // <- blame
}

const server = http.createServer((req, res) => res.end(String(routes.length)));
server.listen(0, () => setTimeout(() => server.close(), 150));
