// import() in a handler: asynchronous to look at, and the first visitor waits with everybody else.
// @finding module-load severity=error
import http from 'node:http';

const server = http.createServer(async (request, response) => {
  const { render } = await import('templates'); // <- module-load
  response.end(render('hello'));
});
server.listen(0, () => {
  const { port } = server.address();
  const visit = () => new Promise((resolve) => http.get({ port, agent: false }, (r) => r.resume().on('end', resolve)));
  setTimeout(async () => {
    await Promise.all([visit(), visit()]);
    server.close();
  }, 100);
});
