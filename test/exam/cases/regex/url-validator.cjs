// @expect kind=regex
// @min-ms 75
const http = require('node:http');
const URL_PATTERN = new RegExp('^(https?:\\/\\/)?([\\da-z.-]+)+\\.([a-z.]{2,6})([\\/\\w.-]*)*\\/?$');

const server = http.createServer((req, res) => {
  const target = new URL(req.url, 'http://x').searchParams.get('u');
  res.statusCode = URL_PATTERN.test(target) ? 200 : 400; // <- blame
  res.end();
});
server.listen(0, () => {
  const u = encodeURIComponent('http://' + 'a'.repeat(25) + '!');
  http.get({ port: server.address().port, path: '/?u=' + u }, (res) => res.resume().on('end', () => server.close()));
});
