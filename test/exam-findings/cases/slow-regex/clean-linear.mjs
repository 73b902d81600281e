// A large text and linear patterns, a page of it in each turn.
// @clean
import { setImmediate as nextTurn } from 'node:timers/promises';

const page = 'lorem ipsum dolor sit amet 2026-11-21 '.repeat(400);
let dates = 0;
for (let i = 0; i < 200; i++) {
  dates += page.match(/\d{4}-\d{2}-\d{2}/g).length;
  await nextTurn();
}
console.log(dates);
