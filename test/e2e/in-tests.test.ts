import { describe, expect, it } from 'vitest';
import { installed, node } from '../support/installed.js';

// Burns CPU time, not time: what a busy machine takes does not count.
const BODY = `const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
interface Unused {
  readonly a: number;
}
function burn(ms: number): void {
  const since = process.cpuUsage();
  while (process.cpuUsage(since).user < ms * 1000) Math.sqrt(ms);
}
test('stalls', () => expectNoStall(async () => { await sleep(10); burn(700); }, { maxMs: 300 }));
test('its twin', () => expectNoStall(async () => { await sleep(10); burn(5); await sleep(20); }, { maxMs: 300 }));
`;
const PLAIN = BODY.replace(/interface[^}]*\}\n/, '\n\n\n')
  .replaceAll(': number', '')
  .replaceAll(': void', '');
const HEAD = "import { expectNoStall, watchLoop } from 'loopcheck/test';\n";

describe('expectNoStall', () => {
  it('fails under node:test with the line that stalled, and passes on the twin', async () => {
    const cwd = await installed({ 'a.test.mjs': `${HEAD}import { test } from 'node:test';\n${PLAIN}` });
    const { stdout, exitCode } = await node(cwd, ['--test', '--test-reporter=tap', 'a.test.mjs']);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/not ok \d+ - stalls/);
    expect(stdout).toMatch(/ok \d+ - its twin/);
    expect(stdout).not.toMatch(/not ok \d+ - its twin/);
    expect(stdout).toMatch(/held up for longer than 300 ms:\s+\d{3,} ms at .*a\.test\.mjs:9:\d+ burn/);
  });

  it('fails under vitest with the line of the source that it compiled', async () => {
    const cwd = await installed({ 'a.test.ts': `${HEAD}import { test } from 'vitest';\n${BODY}` });
    const { all } = await node(cwd, ['node_modules/vitest/vitest.mjs', 'run', '--pool=forks', '--testTimeout=60000']);
    expect(all).toMatch(/\d{3,} ms at .*a\.test\.ts:9:\d+ burn/);
    expect(all).toMatch(/1 failed \| 1 passed/);
  });

  it('says in a worker thread which line began the work, and that the line itself cannot be seen there', async () => {
    const cwd = await installed({ 'a.test.ts': `${HEAD}import { test } from 'vitest';\n${BODY}` });
    const { all } = await node(cwd, ['node_modules/vitest/vitest.mjs', 'run', '--pool=threads', '--testTimeout=60000']);
    expect(all).toMatch(/\d{3,} ms in a callback begun at .*a\.test\.ts:11:\d+/);
    expect(all).toContain('A worker thread cannot be looked into from here');
    expect(all).toMatch(/1 failed \| 1 passed/);
  });

  it('charges a stall to the one of two concurrent tests that it was seen in; the watch of the other shows it apart', async () => {
    const cwd = await installed({
      'a.test.mjs': `${HEAD}import { test } from 'node:test';\n${PLAIN.split('\n').slice(0, -3).join('\n')}
test('both', { concurrency: true }, (t) => Promise.all([
  t.test('innocent', () => expectNoStall(() => sleep(400))),
  t.test('watched', async () => {
    const watch = await watchLoop();
    await watch.run(() => sleep(400));
    const { stalls, others } = await watch.stop();
    console.log('own ' + stalls.length + ', others at ' + others.map((stall) => stall.location?.line));
  }),
  t.test('guilty', () => expectNoStall(async () => { await sleep(50); burn(200); })),
]));`,
    });
    const { stdout } = await node(cwd, ['--test', '--test-reporter=tap', 'a.test.mjs']);
    expect(stdout).toMatch(/ not ok \d - guilty/);
    expect(stdout).toMatch(/ {4}ok \d - innocent/);
    expect(stdout).toMatch(/own 0, others at (\S*,)?9/);
  });

  it('passes on the error of the work, and rejects a limit that makes no sense', async () => {
    const cwd = await installed({
      'a.mjs': `${HEAD}
        await expectNoStall(() => { throw new Error('own'); }).catch((error) => console.log(error.message));
        await expectNoStall(() => 1, { maxMs: 5 }).catch((error) => console.log(error.message));
        console.log(await expectNoStall(() => 42));`,
    });
    const { stdout } = await node(cwd, ['a.mjs']);
    expect(stdout.split('\n')).toEqual(['own', 'loopcheck: maxMs must be a number of ms, 20 or more, not 5.', '42']);
  });
});
