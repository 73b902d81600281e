// @expect kind=cpu
// @min-ms 75
// @node >=24
interface Order {
  id: number;
  items: number[];
}

type Totals = Map<number, number>;

function totals(orders: readonly Order[]): Totals {
  const out: Totals = new Map();
  for (const order of orders) { // <- blame
    let sum: number = 0; // <- blame
    for (let pass = 0; pass < 400; pass++) { // <- blame
      for (const item of order.items) sum = (sum + item * pass) % 9973; // <- blame
    }
    out.set(order.id, sum);
  }
  return out;
}

const orders: Order[] = Array.from({ length: 15000 }, (_, id) => ({ id, items: [id, 2, 3, 4, 5, 6, 7, 8] }));
setTimeout(() => console.log(totals(orders).size), 150);
setTimeout(() => {}, 400);
