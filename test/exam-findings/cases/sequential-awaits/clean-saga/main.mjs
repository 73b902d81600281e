// A saga whose every step needs the ticket of the step before.
// @clean
import http from 'node:http';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { LoanSaga } from './saga.mjs';

const issued = new Set(['new']);

const bank = http.createServer(async (req, res) => {
  let body = '';
  for await (const part of req.setEncoding('utf8')) body += part;
  const { ticket } = JSON.parse(body);
  setTimeout(() => {
    if (!issued.delete(ticket)) {
      res.writeHead(409).end('unknown ticket');
      return;
    }
    const next = createHash('sha1').update(ticket + req.url).digest('hex').slice(0, 12);
    issued.add(next);
    res.end(JSON.stringify({ ticket: next }));
  }, 40);
});
bank.listen(0, '127.0.0.1');
await once(bank, 'listening');

const agent = new http.Agent({ keepAlive: true });
try {
  const { ticket, history } = await new LoanSaga(bank.address().port, agent).run();
  console.log(`${history.length} steps, last ticket ${ticket}`);
} catch (err) {
  console.error('loan stopped:', err.message);
  process.exitCode = 1;
} finally {
  agent.destroy();
  bank.close();
}
