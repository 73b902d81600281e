// A script that pauses between its steps, as scripts do that must not hurry.
// @clean
const fs = require('node:fs/promises');
const { setTimeout: sleep } = require('node:timers/promises');

async function main() {
  for (let step = 0; step < 3; step += 1) {
    await fs.stat(__filename);
    await sleep(1300);
    console.log('step', step);
  }
}

main();
