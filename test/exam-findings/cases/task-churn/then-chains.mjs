// @finding task-churn deep
import { setImmediate as turn } from 'node:timers/promises';

const pipeline = [(n) => n + 1, (n) => n * 3, (n) => n % 1009, (n) => n ^ 5];

function run(value) {
  return pipeline.reduce((promise, step) => promise.then(step), Promise.resolve(value));
}

let last = 0;
const endAt = Date.now() + 2500;
while (Date.now() < endAt) {
  for (let n = 0; n < 3000; n++) last = await run(last + n); // <- task-churn
  await turn();
}
console.log(last);
