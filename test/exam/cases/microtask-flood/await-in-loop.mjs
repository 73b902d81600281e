// @expect kind=microtask-flood api=Promise
// @min-ms 75
const cache = new Map([['rate', 1.07]]);

async function rate() {
  return cache.get('rate'); // <- blame
}

async function convert(amounts) {
  let total = 0;
  for (const amount of amounts) { // <- blame
    total += amount * (await rate()); // <- blame
  }
  return total;
}

const bookings = new Uint32Array(1200000).map((_, i) => i);
await new Promise((r) => setTimeout(r, 100));
console.log(await convert(bookings));
await new Promise((r) => setTimeout(r, 100));
