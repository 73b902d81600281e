// Services that are started when somebody needs them: two of them need each other, and both wait in the same line.
// @finding never-settled severity=error deep
import { setTimeout as sleep } from 'node:timers/promises';

const needs = new Map([
  ['mail', ['billing']],
  ['billing', ['invoices', 'clock']],
  ['invoices', ['mail']],
  ['clock', []],
]);
const started = new Map();

function start(name) {
  if (!started.has(name)) started.set(name, boot(name));
  return started.get(name);
}

async function boot(name) {
  await sleep(20);
  for (const need of needs.get(name)) {
    await start(need); // <- never-settled
  }
  return name;
}

start('mail').then((name) => console.log(name, 'is up'));
setTimeout(() => console.log('giving up'), 800);
