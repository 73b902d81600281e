// A server as many are: JSON, promises, a little state. Run with --expose-gc. It says "ready <port> <pid>".
const http = require('node:http');
const { setTimeout: later } = require('node:timers/promises');

const sessions = new Map();

async function visit(id) {
  const session = sessions.get(id) ?? { id, visits: 0, last: [] };
  session.visits += 1;
  session.last = [...session.last, Date.now()].slice(-10);
  sessions.set(id, session);
  await later(1);
  return session;
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/memory') {
    // What is left after a full collection: else the heap shows when V8 last cared to collect, and not what grows.
    globalThis.gc();
    response.end(JSON.stringify(process.memoryUsage()));
    return;
  }
  const id = Math.floor(Math.random() * 1000);
  const parts = await Promise.all([id, id + 1, id + 2].map(visit));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ parts, uptime: process.uptime() }));
});

server.listen(0, '127.0.0.1', () => console.log(`ready ${server.address().port} ${process.pid}`));
process.on('SIGTERM', () => process.exit(0));
