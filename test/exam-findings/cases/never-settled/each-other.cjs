// @finding never-settled severity=error deep
const { setTimeout: sleep } = require('node:timers/promises');

const parts = {};

async function header() {
  await sleep(5);
  const body = await parts.body; // <- never-settled
  return `${body.length} bytes`;
}

async function body() {
  await sleep(10);
  const top = await parts.header; // <- never-settled
  return `${top}\n\ntext`;
}

parts.header = header();
parts.body = body();
Promise.all([parts.header, parts.body]).then((page) => console.log(page.join('\n')));
