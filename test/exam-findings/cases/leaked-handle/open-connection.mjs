// A client that is asked one thing and never closed.
// @finding leaked-handle severity=warning place=deep
// @launch duration=4s
import { fork } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { fileURLToPath } from 'node:url';

if (process.argv[2] === 'database') {
  const server = net.createServer((socket) => socket.on('error', () => {}).on('data', () => socket.write('42\n')));
  server.listen(0, '127.0.0.1', () => {
    process.send(server.address().port);
    process.disconnect();
  });
} else {
  const database = fork(fileURLToPath(import.meta.url), ['database']);
  const [port] = await once(database, 'message');
  database.unref();
  const client = net.connect(port, '127.0.0.1'); // <- leaked-handle
  client.on('error', () => {});
  client.write('SELECT 42\n');
  const [answer] = await once(client, 'data');
  console.log('the answer is', String(answer).trim());
}
