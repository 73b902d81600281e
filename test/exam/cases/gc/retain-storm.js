// @expect kind=gc
// @min-ms 75
// @launch node-args=--max-semi-space-size=1,--max-old-space-size=900
const http = require('node:http');

const template = [{ v: 1 }, { v: 2 }, 3, 4];
const history = new Map();

const server = http.createServer((req, res) => {
  const rows = [];
  for (let i = 0; i < 900000; i++) rows.push(template.slice()); // <- blame
  history.set(req.url, rows);
  res.end(String(rows.length));
});

server.listen(0, () => {
  setTimeout(() => {
    http.get({ port: server.address().port, agent: false }, (res) => {
      res.on('data', (d) => console.log(String(d)));
      res.on('end', () => server.close());
    });
  }, 60);
});
