// @expect kind=cpu
// @min-ms 75
// @phase startup
// @trigger startup
// @delayed requests=0 messages=0
// The start takes long, and when it is over the program asks its own server something: that has not waited for it.
import { createServer } from 'node:http';

function crunch(n) {
  let sum = 0;
  for (let i = 0; i < n; i += 1) sum += Math.sqrt(i); // <- blame
  return sum;
}

const server = createServer((_request, response) => response.end('hello'));
server.listen(0, '127.0.0.1', async () => {
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`);
  console.log(await answer.text());
  server.close();
});
crunch(3e8);
