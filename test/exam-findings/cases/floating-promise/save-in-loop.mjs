// Saves are started in a loop, and the program reports before they are done.
// @finding floating-promise deep
import { setTimeout as sleep } from 'node:timers/promises';

const saved = [];
async function save(record) {
  await sleep(20);
  saved.push(record);
}

async function importAll(records) {
  for (const record of records) save(record); // <- floating-promise
  return `${saved.length} saved`;
}

console.log(await importAll([1, 2, 3, 4]));
