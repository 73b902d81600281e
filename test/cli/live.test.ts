import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { follow } from '../../src/cli/follow.js';
import { showsLive, startLive } from '../../src/cli/live.js';
import { fakeHost } from '../support/fake-host.js';
import { closed, header, ndjson, scratch } from '../support/trace-lines.js';

const SECOND_NS = 1e9;
const opened = { type: 'stall-open', stall: 1, startNs: 0, atNs: 6e7 };
const seen = [
  { type: 'frame', id: 1, function: 'spin', url: '/app/src/app.js', line: 12, column: 1 },
  { type: 'frame', id: 2, function: 'now', url: 'node:internal', line: 1, column: 1 },
  {
    type: 'stack',
    nodes: [
      [1, 0, 1],
      [2, 1, 2],
    ],
  },
  { type: 'sample', stall: 1, atNs: 2 * SECOND_NS, waitNs: 1, stack: 2, weightNs: 1 },
];

describe('startLive', () => {
  let dir = '';
  let nowNs = 0;
  beforeEach(async () => {
    dir = await scratch();
    nowNs = 3.2 * SECOND_NS;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const write = (...events: object[]) => appendFile(join(dir, '100.ndjson'), ndjson(...events));
  const start = (tty: boolean, rows = 0, isQuiet = false) => {
    const host = fakeHost([], { tty, rows });
    const live = startLive(host, () => nowNs, isQuiet);
    const unfollow = follow({ dir, file: null }, live.follower === null ? [] : [live.follower]);
    onTestFinished(unfollow);
    return { host, live };
  };

  it('says that a stall of more than a second lasts, and where', async () => {
    await write(header(), opened, ...seen);
    const { host, live } = start(true);
    vi.advanceTimersByTime(250);
    expect(host.err()).toContain('loopcheck: blocked for 3.2 s at src/app.js:12 (spin), pid 100');
    live.stop();
  });

  it('takes the line away when the stall is over, and at the end', async () => {
    await write(header(), opened, ...seen);
    const { host, live } = start(true);
    vi.advanceTimersByTime(250);
    await write(closed({ startNs: 0, endNs: 3e9 }));
    vi.advanceTimersByTime(250);
    expect(host.err().endsWith('\u001b8\u001b[J')).toBe(true);
    const length = host.err().length;
    live.stop();
    expect(host.err()).toHaveLength(length);
  });

  it('is silent about shorter stalls', async () => {
    await write(header(), opened, ...seen);
    nowNs = 0.9 * SECOND_NS;
    const { host, live } = start(true);
    vi.advanceTimersByTime(250);
    expect(host.err()).toBe('');
    live.stop();
  });

  it('is silent about a process that has not given a sign for long', async () => {
    await write(header(), opened, ...seen);
    nowNs = 60 * SECOND_NS;
    const { host, live } = start(true);
    vi.advanceTimersByTime(250);
    expect(host.err()).toBe('');
    live.stop();
  });

  it('is silent where stderr is no terminal', async () => {
    await write(header(), opened, ...seen);
    const { host, live } = start(false);
    vi.advanceTimersByTime(1000);
    live.stop();
    expect(host.err()).toBe('');
  });

  it('tells how to kill a target that goes on after Ctrl-C', () => {
    const { host, live } = start(true);
    live.interrupted();
    vi.advanceTimersByTime(1000);
    expect(host.err()).toContain('Ctrl-C again kills it');
    live.stop();
  });

  it('says nothing when the target ends at once after Ctrl-C', () => {
    const { host, live } = start(true);
    live.interrupted();
    live.stop();
    vi.advanceTimersByTime(2000);
    expect(host.err()).toBe('');
  });

  it('tells on a terminal of known size how the run goes, stalled or not', async () => {
    const health = { type: 'health', atNs: 3e9, spanNs: 1e9, delays: [], maxDelayNs: 4e6 };
    await write(header(), opened, closed({ startNs: 0, endNs: 412e6 }), health);
    const { host, live } = start(true, 24);
    vi.advanceTimersByTime(300);
    expect(host.err()).toContain('loopcheck: 3 s | lag 4 ms, worst 412 ms | 1 stall\u001b8');
    await write({ ...opened, stall: 2, startNs: 3e9, atNs: 3.06e9 }, { ...seen[3], stall: 2 }, ...seen.slice(0, 3));
    await write({ ...seen[3], stall: 2, atNs: 3.1e9 });
    vi.advanceTimersByTime(300);
    expect(host.err()).toContain('lag 200 ms, worst 412 ms | 2 stalls | blocked at src/app.js:12');
    live.stop();
  });

  it('leaves alone the terminal of a program that is done within a second', async () => {
    await write(header(), opened, ...seen);
    nowNs = 0.9 * SECOND_NS;
    const { host, live } = start(true, 24);
    vi.advanceTimersByTime(500);
    live.stop();
    expect(host.err()).toBe('');
  });

  it('says nothing when quiet', async () => {
    await write(header(), opened, ...seen);
    const { host, live } = start(true, 24, true);
    live.interrupted();
    vi.advanceTimersByTime(2000);
    live.stop();
    expect(host.err()).toBe('');
  });

  it('tells in its place how to kill a target that goes on after Ctrl-C', () => {
    const { host, live } = start(true, 24);
    live.interrupted();
    vi.advanceTimersByTime(1500);
    expect(host.err().endsWith('Ctrl-C again kills it\u001b8')).toBe(true);
    live.stop();
  });
});

describe('showsLive', () => {
  it.each<[boolean, NodeJS.ProcessEnv, boolean]>([
    [true, {}, true],
    [true, { CI: 'false' }, true],
    [true, { CI: 'true' }, false],
    [true, { CI: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [false, {}, false],
  ])('terminal %s, %o: %s', (tty, env, shown) => {
    expect(showsLive(fakeHost([], { tty, env }))).toBe(shown);
  });
});
