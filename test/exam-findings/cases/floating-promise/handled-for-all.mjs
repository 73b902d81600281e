// A handler for the whole process takes what the caller left behind: the failure is nobody's.
// @finding floating-promise severity=error deep
// @finding ignored-error
import { setTimeout as sleep } from 'node:timers/promises';

process.on('unhandledRejection', () => {});

class Cart {
  async #reserve(id) {
    await sleep(50);
    if (id % 2 === 1) throw new Error(`no stock ${id}`); // <- ignored-error
  }

  async add(id) {
    if (id > 0) this.#reserve(id); // <- floating-promise
    await sleep(5);
    return id;
  }
}

const cart = new Cart();
for (let id = 0; id < 8; id += 1) await cart.add(id);
await sleep(400);
