// The lock is taken after a pause and is never given back.
// @finding never-settled severity=error deep
import { setTimeout as sleep } from 'node:timers/promises';

let release;
const held = new Promise((resolve) => {
  release = resolve;
});

async function locked() {
  await held; // <- never-settled
  return release;
}

await sleep(1300);
await locked();
