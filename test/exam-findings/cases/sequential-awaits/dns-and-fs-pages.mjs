// A report that asks an inner service for each customer by a small class of its own.
// @finding sequential-awaits
import http from 'node:http';

class Billing {
  constructor(port) {
    this.port = port;
  }
  invoice(id) {
    return new Promise((resolve, reject) => {
      http // <- sequential-awaits
        .get({ port: this.port, path: `/invoices/${id}` }, (res) => { // <- sequential-awaits
          let body = '';
          res.setEncoding('utf8');
          res.on('data', (part) => {
            body += part;
          });
          res.on('end', () => resolve(JSON.parse(body)));
        })
        .on('error', reject);
    });
  }
}

const server = http.createServer((req, res) => setTimeout(() => res.end('{"total":3}'), 35));
server.listen(0, async () => {
  const billing = new Billing(server.address().port);
  const totals = new Map();
  for (let id = 0; id < 15; id++) {
    const { total } = await billing.invoice(id); // <- sequential-awaits
    totals.set(id, total);
  }
  console.log(totals.size);
  server.close();
});
