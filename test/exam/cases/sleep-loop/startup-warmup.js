// @expect kind=sleep-loop
// @min-ms 220
// @phase startup
const begin = performance.now();
// Give the database container a moment to come up.
while (performance.now() - begin < 220); // <- blame

require('http')
  .createServer((req, res) => res.end('hi'))
  .listen(0, function () {
    setTimeout(() => this.close(), 100);
  });
