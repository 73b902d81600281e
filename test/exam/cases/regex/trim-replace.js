// @expect kind=regex
// @min-ms 75
const http = require('http');

function tidy(text) {
  return text.replace(/\s+$/gm, ''); // <- blame
}

const server = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('utf8');
  req.on('data', (part) => { body += part; });
  req.on('end', () => res.end(tidy(body)));
});

server.listen(0, () => {
  const req = http.request({ port: server.address().port, method: 'POST', agent: false }, (res) => {
    res.resume().on('end', () => server.close());
  });
  req.end('x' + ' '.repeat(12000) + 'y');
});
