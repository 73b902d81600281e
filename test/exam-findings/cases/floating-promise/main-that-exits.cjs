// The program's last step is its main function, which ends the process when it is done: nothing was left undone.
// @finding floating-promise severity=info deep
const { setTimeout: sleep } = require('node:timers/promises');

async function main() {
  await sleep(50);
  console.log('done');
  process.exit(0);
}

main(); // <- floating-promise
