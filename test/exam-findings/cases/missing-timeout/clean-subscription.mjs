// Connections that wait because that is their purpose: events from a server, a chat, a connection that is kept.
// @clean
import http from 'node:http';
import net from 'node:net';

const server = http.createServer((request, response) => {
  if (request.url !== '/events') return response.end('ok');
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: hello\n\n');
  setTimeout(() => response.end('data: bye\n\n'), 4200);
});
await new Promise((resolve) => server.listen(0, resolve));
const { port } = server.address();
http.get({ port, path: '/events' }, (response) => response.on('data', (data) => console.log(String(data).trim())));

const chat = net.createServer((socket) => socket.on('error', () => {}).resume());
await new Promise((resolve) => chat.listen(0, resolve));
const member = net.connect(chat.address().port, '127.0.0.1');
member.on('data', () => {});
member.write('JOIN #lobby\n');

const agent = new http.Agent({ keepAlive: true });
http.get({ port, agent, path: '/' }, (response) => response.resume());
setTimeout(() => {
  member.destroy();
  agent.destroy();
  chat.close();
  server.closeAllConnections();
  server.close();
}, 4600);
