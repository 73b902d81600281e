const { expectNoStall, StallError, watchLoop } = require('loopcheck/test');

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function burn(ms) {
  const since = process.cpuUsage();
  while (process.cpuUsage(since).user < ms * 1000) Math.sqrt(ms); // <- blame
}

const stalling = async () => {
  await sleep(10);
  burn(700);
};

test('stalls', () => expectNoStall(stalling, { maxMs: 300 }), 60_000);

test('its twin', () => expectNoStall(() => sleep(30), { maxMs: 300 }), 60_000);

test('rejects with an error of its own class', async () => {
  await expect(expectNoStall(stalling, { maxMs: 300 })).rejects.toThrow(StallError);
  await expect(expectNoStall(() => 42)).resolves.toBe(42);
}, 60_000);

test('watches under false timers', async () => {
  jest.useFakeTimers();
  const watch = await watchLoop({ thresholdMs: 300 });
  watch.run(() => burn(700));
  const { stalls } = await watch.stop();
  jest.useRealTimers();
  expect(stalls).toHaveLength(1);
}, 60_000);
