// A process-wide handler keeps the program alive, and the work that failed is left undone.
// @finding ignored-error
import { setTimeout as sleep } from 'node:timers/promises';

process.on('unhandledRejection', (reason) => console.error('oops', reason.message));

async function chargeCard(order) {
  await sleep(20);
  throw new Error(`card declined for order ${order}`); // <- ignored-error
}

for (let order = 1; order <= 5; order += 1) chargeCard(order);
await sleep(300);
