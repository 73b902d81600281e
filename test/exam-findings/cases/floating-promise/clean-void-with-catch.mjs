// Let go on purpose, and handled.
// @clean
import { setTimeout as sleep } from 'node:timers/promises';

async function refresh() {
  await sleep(30);
  return Date.now();
}

let latest = 0;
const timer = setInterval(() => {
  void refresh()
    .then((at) => {
      latest = at;
    })
    .catch(() => {});
}, 50);
setTimeout(() => {
  clearInterval(timer);
  console.log(latest > 0);
}, 400);
