// Looks four times at a flag that another part sets, and then goes home; and fades out in small steps.
// @clean
import { setTimeout as sleep } from 'node:timers/promises';

const state = { looks: 0, level: 100 };

await new Promise((resolve) => {
  const timer = setInterval(() => {
    state.looks += 1;
    if (state.looks < 4) return;
    clearInterval(timer);
    resolve();
  }, 600);
});
for (; state.level > 0; state.level -= 2) await sleep(25);
