// @expect none
const { setTimeout: delay } = require('timers/promises');

async function job(id) {
  for (let step = 0; step < 20; step++) {
    await delay(5 + (id % 7));
    for (let i = 0; i < 50; i++) await null;
  }
  return id;
}

Promise.all(Array.from({ length: 100 }, (_, id) => job(id))).then((ids) => console.log(ids.length));
