// What a require hook has to translate before it can run.
interface Order {
  readonly id: number;
  readonly items: readonly number[];
}

export function total(orders: readonly Order[]): number {
  let sum: number = 0; // <- blame
  for (const order of orders) { // <- blame
    for (let pass = 0; pass < 900; pass++) { // <- blame
      for (const item of order.items) sum = (sum + item * pass) % 9973; // <- blame
    }
  }
  return sum;
}
