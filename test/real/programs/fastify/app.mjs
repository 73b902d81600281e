import bcrypt from 'bcryptjs';
import Fastify from 'fastify';

const app = Fastify();
const orders = new Array(150_000).fill({ id: 1, customer: 'a customer', items: [1, 2, 3] });

app.get('/', async () => 'ok');
app.get('/report/:id', async (request) => {
  let total = Number(request.params.id);
  for (let i = 0; i < 30_000_000; i++) total = (total + i * 31) % 9973; // <- blame report
  return String(total);
});
app.post('/login', async () => bcrypt.hashSync('secret', 10)); // <- blame login
app.get('/export', async (_request, reply) => {
  const text = JSON.stringify(orders); // <- blame export
  return reply.type('application/json').send(text);
});

await app.listen({ port: 0 });
process.on('SIGTERM', () => {
  app.server.closeAllConnections();
  app.close();
});
