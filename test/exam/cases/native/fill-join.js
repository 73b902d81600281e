// @expect kind=native
// @min-ms 75
const http = require('http');

function padding(n) {
  return new Array(n).fill('=').join('-'); // <- blame
}

const server = http.createServer((req, res) => {
  const text = padding(11000000);
  res.end(String(text.length));
});
server.listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (res) => {
    res.on('data', (d) => console.log(String(d)));
    res.on('end', () => server.close());
  });
});
