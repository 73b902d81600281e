// @expect kind=module-load
// @min-ms 75
// @phase startup
// @launch setup=generate.mjs
import http from 'node:http';
import table from './.generated/big.mjs'; // <- blame

const server = http.createServer((req, res) => res.end(String(table.length)));
server.listen(0, () => setTimeout(() => server.close(), 150));
