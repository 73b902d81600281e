// The same silent peer, and a limit of each kind.
// @clean
import http from 'node:http';
import net from 'node:net';

const asleep = http.createServer(() => {});
await new Promise((resolve) => asleep.listen(0, resolve));
const { port } = asleep.address();
const url = `http://127.0.0.1:${port}/`;

function withTimer(ms) {
  return new Promise((resolve) => {
    const request = http.get({ port, agent: false }, resolve);
    const timer = setTimeout(() => request.destroy(new Error('too late')), ms);
    request.on('error', resolve).on('close', () => clearTimeout(timer));
  });
}

function withOption(ms) {
  return new Promise((resolve) => {
    const request = http.get({ port, timeout: ms }, resolve);
    request.on('timeout', () => request.destroy(new Error('too late'))).on('error', resolve);
  });
}

function withSocket(ms) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.setTimeout(ms, () => socket.destroy());
    socket.on('error', resolve).on('close', resolve);
  });
}

async function withController(ms) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  try {
    await fetch(url, { signal: controller.signal });
  } catch {
    clearTimeout(timer);
  }
}

await Promise.all([
  withTimer(3200),
  withOption(3200),
  withSocket(3200),
  withController(3200),
  fetch(url, { signal: AbortSignal.timeout(3200) }).catch(() => {}),
]);
asleep.closeAllConnections();
asleep.close();
