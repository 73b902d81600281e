// @expect kind=sleep-loop
// @min-ms 250
var http = require('http');

http.createServer(function (request, response) {
  if (request.url === '/slow') {
    var end = new Date().getTime() + 250;
    while (new Date().getTime() < end); // <- blame
  }
  response.end('done\n');
}).listen(0, function () {
  var server = this;
  http.get({ port: server.address().port, path: '/slow', agent: false }, function (res) {
    res.resume();
    res.on('end', function () { server.close(); });
  });
});
