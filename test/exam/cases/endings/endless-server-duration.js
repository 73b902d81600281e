// @expect none
// @ending endless stopped=duration exit=0
// @launch duration=1200ms
require('http')
  .createServer((req, res) => res.end())
  .listen(0);
