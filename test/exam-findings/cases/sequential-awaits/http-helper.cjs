// The loop stands in one function, the request in another.
// @finding sequential-awaits
const http = require('node:http');

function getJson(port, path) {
  return new Promise((resolve, reject) => {
    http
      .get({ port, path }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => (text += part));
        response.on('end', () => resolve(JSON.parse(text)));
      })
      .on('error', reject);
  });
}

async function stock(port, articles) {
  let total = 0;
  for (let i = 0; i < articles.length; i++) {
    const { left } = await getJson(port, `/stock/${articles[i]}`); // <- sequential-awaits
    total += left;
  }
  return total;
}

const server = http.createServer((request, response) => setTimeout(() => response.end('{"left":3}'), 25));
server.listen(0, async () => {
  console.log(await stock(server.address().port, Array.from({ length: 40 }, (_, i) => `a${i}`)));
  server.close();
});
