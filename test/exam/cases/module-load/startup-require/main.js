// @expect kind=module-load
// @min-ms 75
// @phase startup
// @launch setup=generate.mjs
const http = require('http');
const orm = require('./.generated/node_modules/orm'); // <- blame

http
  .createServer((req, res) => res.end(String(orm.models)))
  .listen(0, function () {
    setTimeout(() => this.close(), 150);
  });
