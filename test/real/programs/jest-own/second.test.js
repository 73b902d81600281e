const { readFileSync } = require('node:fs');
const { expectNoStall } = require('loopcheck/test');

test('stalls too, in the second file of the same process', async () => {
  await expectNoStall(
    async () => {
      const since = process.cpuUsage();
      while (process.cpuUsage(since).user < 700_000) readFileSync(__filename); // <- blame
    },
    { maxMs: 300 },
  );
}, 60_000);

test('its twin', () => expectNoStall(() => new Promise((resolve) => setTimeout(resolve, 30)), { maxMs: 300 }), 60_000);
