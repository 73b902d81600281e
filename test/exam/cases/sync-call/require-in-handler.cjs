// @expect kind=sync-call api=child_process.execSync
// @min-ms 75
const http = require('http');
const routes = { '/version': () => require('child_process').execSync('sleep 0.2; echo 1.2.3').toString() }; // <- blame
const server = http.createServer((req, res) => {
  res.end(routes[req.url]());
});
server.listen(0, () => {
  http.get({ port: server.address().port, path: '/version' }, (res) => res.resume().on('end', () => server.close()));
});
