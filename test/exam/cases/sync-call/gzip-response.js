// @expect kind=sync-call api=zlib.gzipSync
// @min-ms 75
// @phase running
const zlib = require('zlib');
const http = require('http');

const rows = [];
for (let i = 0; i < 900; i++) rows.push(`row ${i}, ${(i * 2654435761) % 4294967296}, ${Math.sqrt(i)}`);
const csv = Buffer.concat(Array(110).fill(Buffer.from(rows.join('\n'))));

http
  .createServer(function (req, res) {
    res.setHeader('content-encoding', 'gzip');
    var packed = zlib.gzipSync(csv, { level: 9 }); // <- blame
    res.end(packed);
  })
  .listen(0, function () {
    const server = this;
    setTimeout(() => {
      http.get({ port: server.address().port, agent: false }, (res) => {
        let n = 0;
        res.on('data', (c) => { n += c.length; });
        res.on('end', () => { console.log(n); server.close(); });
      });
    }, 100);
  });
