// @expect kind=sync-call api=crypto.scryptSync
// @min-ms 75
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';

export class PasswordVault extends EventEmitter {
  #entries = new Map();

  add(name, password) {
    const salt = randomBytes(16);
    this.#entries.set(name, { salt, hash: this.#derive(password, salt) });
    this.emit('added', name);
  }

  #derive(password, salt) {
    return scryptSync(password, salt, 64, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 28 }); // <- blame
  }
}

const vault = new PasswordVault();
vault.on('added', (name) => console.log('added', name));
setTimeout(() => vault.add('grace', 'correct horse'), 120);
setTimeout(() => {}, 600);
