// @finding floating-promise severity=error deep
const { setTimeout: sleep } = require('node:timers/promises');

class Outbox {
  constructor() {
    this.sent = 0;
  }
  async send(message) {
    await sleep(500);
    this.sent += message.length;
  }
}

async function main() {
  const outbox = new Outbox();
  for (const message of ['hello', 'world']) {
    outbox.send(message); // <- floating-promise
  }
  await sleep(20);
  console.log(`${outbox.sent} characters sent`);
  process.exit(0);
}

main().catch(console.error);
