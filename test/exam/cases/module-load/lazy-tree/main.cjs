// @expect kind=module-load api=./.generated/index.js
// @min-ms 75
// @phase running
// @launch setup=generate.mjs
const http = require('node:http');

let engine;
function getEngine() {
  if (!engine) engine = require('./.generated/index.js'); // <- blame
  return engine;
}

const server = http.createServer((req, res) => {
  res.end(String(getEngine().size));
});

server.listen(0, () => {
  setTimeout(() => {
    http.get({ port: server.address().port, agent: false }, (res) => {
      res.on('data', (d) => console.log(String(d)));
      res.on('end', () => server.close());
    });
  }, 100);
});
