// @expect kind=cpu
// @min-ms 75
import { register } from 'node:module';

// Does what tsx does: a loader that translates, and source maps turned on.
process.setSourceMapsEnabled(true);
register('./hooks.mjs', import.meta.url);
const { total } = await import('./orders.ts');

const orders = Array.from({ length: 20_000 }, (_, id) => ({ id, items: [id, 2, 3, 4, 5, 6, 7, 8] }));
setTimeout(() => console.log(total(orders)), 300);
setTimeout(() => {}, 700);
