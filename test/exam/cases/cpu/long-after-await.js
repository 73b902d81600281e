// @expect kind=cpu
// @min-ms 75
// @phase running
const { setTimeout: delay } = require('timers/promises');

async function summarize(rows) {
  await delay(20);
  let total = 0;
  for (let pass = 0; pass < 90; pass++) { // <- blame
    for (let i = 0; i < rows.length; i++) { // <- blame
      total = (total * 31 + rows[i]) | 0; // <- blame
    }
  }
  return total;
}

async function handler() {
  const rows = Int32Array.from({ length: 500000 }, (_, i) => i);
  await delay(50);
  console.log(await summarize(rows));
  await delay(50);
}

setTimeout(handler, 80);
