import bcrypt, { hash } from 'bcryptjs';
import express from 'express';

const app = express();
const orders = new Array(150_000).fill({ id: 1, customer: 'a customer', items: [1, 2, 3] });

app.get('/', (_req, res) => res.send('ok'));
app.get('/report/:id', (req, res) => {
  let total = Number(req.params.id);
  for (let i = 0; i < 30_000_000; i++) total = (total + i * 31) % 9973; // <- blame report
  res.send(String(total));
});
app.post('/login', async (_req, res) => {
  // A promise that computes on the loop all the same.
  res.send(bcrypt.hashSync('secret', 10)); // <- blame login
});
app.get('/signup', async (_req, res) => res.send(await hash('secret', 4)));
app.get('/export', (_req, res) => {
  res.type('json').send(JSON.stringify(orders)); // <- blame export
});

const server = app.listen(0);
process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});
