// @expect kind=cpu
// @min-ms 75
import { createServer, get } from 'node:http';
const users = Array.from({ length: 9000 }, (_, id) => ({ id, name: 'n' + id }));
const orders = Array.from({ length: 9000 }, (_, i) => ({ id: i, userId: 8999 - (i % 9000) }));

function joinOrders() {
  const rows = [];
  for (const order of orders) { // <- blame
    const user = users.find((u) => u.id === order.userId); // <- blame
    rows.push({ ...order, name: user.name });
  }
  return rows;
}
const server = createServer((_, res) => res.end(String(joinOrders().length)));
server.listen(0, () => {
  let left = 6;
  const next = () =>
    left-- > 0
      ? get({ port: server.address().port, path: '/orders' }, (res) => res.resume().on('end', next))
      : server.close();
  next();
});
