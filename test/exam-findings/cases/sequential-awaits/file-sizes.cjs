// The size of each upload, asked one by one of a slow store.
// @finding sequential-awaits
const http = require('node:http');
const { once } = require('node:events');

async function head(port, name) {
  const request = http.request({ port, path: `/${name}`, method: 'HEAD', timeout: 3000 }); // <- sequential-awaits
  request.end();
  const [response] = await once(request, 'response'); // <- sequential-awaits
  response.resume();
  return Number(response.headers['content-length'] ?? 0);
}

const store = http.createServer((_, res) => setTimeout(() => res.writeHead(200, { 'content-length': 7 }).end(), 40));
store.listen(0, async () => {
  const sizes = {};
  for (const name of Array.from({ length: 12 }, (_, i) => `upload-${i}`)) {
    sizes[name] = await head(store.address().port, name); // <- sequential-awaits
  }
  console.log(Object.keys(sizes).length);
  store.close();
});
