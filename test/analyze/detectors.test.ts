import { describe, expect, it } from 'vitest';
import { DETECTORS } from '../../src/analyze/detectors/index.js';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { Finding } from '../../src/analyze/diagnosis.js';
import { judgeOne, LOADER, TICK, TIMER } from './support.js';
import { every, type LookSpec, type ProcessSpec, runTrace, type StallSpec } from './trace-builder.js';

const server: ProcessSpec['marks'] = [
  { name: 'listen', at: 400 },
  { name: 'running', at: 400 },
];
const work = ['work@/app/main.js:3:5', ...TIMER];
const busy = (ms: number, rest: Partial<StallSpec> = {}): StallSpec => ({ ms, looks: every(10, ms, work), ...rest });

async function findings(spec: ProcessSpec): Promise<readonly Finding[]> {
  return (await diagnose(runTrace(spec))).findings;
}

const ids = (found: readonly Finding[]) => found.map((one) => one.id);

describe('each stall has the finding of its cause', () => {
  const call = (api: string, detail?: string) => ({ api, at: 0, ms: 99, stack: work, ...(detail ? { detail } : {}) });

  it.each<[string, StallSpec]>([
    ['blocking-call', { ms: 100, calls: [call('fs.readFileSync')] }],
    ['sleep-loop', { ms: 100, calls: [call('Atomics.wait')] }],
    ['sleep-loop', { ms: 100, calls: [call('child_process.execSync', 'sleep')] }],
    ['blocking-call', { ms: 100, calls: [call('child_process.execSync', 'git')] }],
    ['cpu-bound', busy(100)],
    ['cpu-bound', { ms: 100, looks: [{ at: 98, wait: 80, stack: work }] }],
    ['slow-regex', { ms: 100, looks: every(10, 100, ['RegExp.exec@', ...work]) }],
    ['big-json', { ms: 100, calls: [call('JSON.parse')] }],
    ['module-load', { ms: 100, looks: every(10, 100, [...LOADER, ...work]) }],
    ['gc-pressure', { ms: 100, gc: 80, gcs: [{ at: 10, ms: 80 }], looks: every(10, 100, work) }],
  ])('%s', async (id, stall) => {
    expect(ids(await findings({ stalls: [stall] }))).toEqual([id]);
  });

  it('loop-starvation', async () => {
    const looks = every(10, 100, ['flood@/app/main.js:3:5', ...TICK], { turned: 'n' });
    expect(ids(await findings({ stalls: [{ ms: 100, looks }] }))).toEqual(['loop-starvation']);
  });

  it('none where nobody’s code is to blame', async () => {
    expect(await findings({ stalls: [busy(100, { cpu: 10, runQueue: 90 })] })).toEqual([]);
    expect(await findings({ stalls: [busy(100, { cpu: 1, monitorLate: 99 })] })).toEqual([]);
  });

  it('once for many stalls of one line', async () => {
    const stalls = [busy(100, { start: 1000 }), busy(200, { start: 2000 })];
    const [found] = await findings({ stalls });
    expect(found).toMatchObject({ count: 2, totalMs: 300, stallIds: [1, 2] });
    expect(found?.evidence).toMatchObject({ kind: 'cpu', worstMs: 200, phase: 'running', inWorker: false });
  });
});

describe('fake-async', () => {
  const sources = { '/app/main.js': 'async function page() {\n  const a = 1;\n  for (;;) a + 1;\n}\n' };

  it('stands beside the finding of the cause where the blamed function is async', async () => {
    expect(ids(await findings({ sources, stalls: [busy(100)], marks: server }))).toEqual(['cpu-bound', 'fake-async']);
  });

  it('is at most a warning: the harm is the cause’s', async () => {
    const looks = every(10, 100, work, { open: 1 });
    const found = await findings({ sources, stalls: [{ ms: 100, looks }], marks: server });
    expect(found.map((one) => one.severity)).toEqual(['error', 'warning']);
  });

  it('tells a promise’s continuation as well', async () => {
    const stall = await judgeOne({ ms: 100, looks: every(10, 100, ['work@/app/main.js:3:5', ...TICK]) });
    expect(stall.inAsyncFunction).toBe(true);
  });

  it('is silent where no async function is near', async () => {
    expect((await judgeOne(busy(100))).inAsyncFunction).toBe(false);
  });
});

describe('how bad it is', () => {
  const severity = async (spec: ProcessSpec) => (await findings(spec)).find((one) => one.id === 'cpu-bound')?.severity;
  const waited = (ms: number, rest: Partial<LookSpec>) => ({ ms, looks: every(10, ms, work, rest) });
  /** Nobody looked, so nobody knows who waited. */
  const unseen = (ms: number, rest: Partial<StallSpec> = {}) => ({ ms, ...rest });

  it('is an error from 100 ms on where a timer or a request waited', async () => {
    expect(await severity({ stalls: [waited(100, { overdue: 1 })] })).toBe('error');
    expect(await severity({ stalls: [waited(100, { open: 2 })] })).toBe('error');
    expect(await severity({ stalls: [waited(90, { overdue: 1 })] })).toBe('warning');
  });

  it('is an error where requests were read as soon as it was over', async () => {
    expect(await severity({ stalls: [waited(100, {})], queued: [{ at: 1100, requests: 3 }] })).toBe('error');
    expect(await severity({ stalls: [waited(100, {})], queued: [{ at: 1200, requests: 3 }] })).toBe('info');
  });

  it('is a warning in a server that happened to keep nobody waiting', async () => {
    expect(await severity({ stalls: [waited(200, {})], marks: server })).toBe('warning');
  });

  it('is worth knowing where nothing waited and nobody is served', async () => {
    expect(await severity({ stalls: [waited(500, {})] })).toBe('info');
  });

  it('is an error in a server from 100 ms on, and a warning below, where nobody knows who waited', async () => {
    expect(await severity({ stalls: [unseen(100)], marks: server })).toBe('error');
    expect(await severity({ stalls: [unseen(90)], marks: server })).toBe('warning');
  });

  it('is a warning in a program whose loop has other work, where nobody knows who waited', async () => {
    expect(await severity({ stalls: [unseen(500)] })).toBe('warning');
  });

  it('is worth knowing in a script that never waits for anything', async () => {
    expect(await severity({ stalls: [unseen(500)], marks: [{ name: 'loop-empty', at: 2000 }] })).toBe('info');
  });

  it('is worth knowing in a worker: that is the cure', async () => {
    expect(await severity({ stalls: [busy(500, { threadId: 2 })], marks: server })).toBe('info');
    expect(await severity({ stalls: [busy(500, { threadId: 2, ended: 'exit' })], end: null })).toBe('info');
  });

  it('is an error in a worker whose own timers or requests wait for 100 ms', async () => {
    const looks = (rest: Partial<LookSpec>) => every(10, 500, work, rest);
    const inWorker = (rest: Partial<LookSpec>) => ({ ms: 500, threadId: 2, looks: looks(rest) });
    expect(await severity({ stalls: [inWorker({ open: 1 })] })).toBe('error');
    expect(await severity({ stalls: [inWorker({ overdue: 1 })] })).toBe('error');
    expect(
      await severity({ stalls: [{ ...inWorker({ overdue: 1 }), ms: 90, looks: looks({ overdue: 1 }).slice(0, 9) }] }),
    ).toBe('info');
  });

  it('tells workers at their job apart', async () => {
    const stalls = [
      busy(500, { start: 1000, threadId: 2 }),
      { start: 2000, ms: 500, threadId: 2, looks: every(10, 500, work, { overdue: 1 }) },
      busy(500, { start: 3000 }),
    ];
    const found = (await diagnose(runTrace({ stalls }))).stalls;
    expect(found.map(({ atWork }) => atWork)).toEqual([true, false, false]);
  });

  it('is an error where the process was killed in the middle of it', async () => {
    expect(await severity({ stalls: [busy(500, { ended: 'open' })], end: null })).toBe('error');
  });
});

describe('whom a stall was serving', () => {
  const http = { type: 'http-request', label: 'GET /report' };
  const timer = { type: 'timer', label: 'tick' };

  it('is what the loop served for most of it, told once and carried on', async () => {
    const looks = every(10, 100, work).map((look, i) => (i === 0 ? { ...look, trigger: timer } : look));
    const changed = looks.map((look, i) => (i === 3 ? { ...look, trigger: http } : look));
    expect((await judgeOne({ ms: 100, looks })).trigger).toMatchObject(timer);
    expect((await judgeOne({ ms: 100, looks: changed })).trigger).toMatchObject(http);
  });

  it("is a promise's continuation, or the program's start, where only the stack tells", async () => {
    const resumed = ['load@/app/a.js:3:1', 'async main@/app/a.js:9:1', 'processTicksAndRejections@node:internal/x:1:1'];
    const begins = ['@/app/a.js:1:1', 'Module._compile@node:internal/modules/cjs/loader:1:1'];
    const timer = ['tick@/app/a.js:3:1', 'listOnTimeout@node:internal/timers:1:1'];
    const triggerOf = async (start: number, stack: readonly string[]) =>
      (await judgeOne({ start, ms: 100, looks: every(10, 100, stack) }, { marks: [{ name: 'running', at: 500 }] }))
        .trigger;
    expect(await triggerOf(1000, resumed)).toMatchObject({ type: 'promise', label: "a promise's continuation (load)" });
    expect(await triggerOf(100, begins)).toMatchObject({ type: 'startup', label: 'the start of the program' });
    expect(await triggerOf(1000, timer)).toBeNull();
  });

  it('is a tick, and no continuation of a promise, where the queue was in its inner loop', async () => {
    const queue = (column: number) => `processTicksAndRejections@node:internal/process/task_queues:95:${column}`;
    const judged = async (column: number) => {
      const looks = every(10, 100, ['tick@/app/a.js:3:1', queue(column), 'runNextTicks@node:internal/x:64:3']);
      return judgeOne({ start: 1000, ms: 100, looks }, { marks: [{ name: 'running', at: 500 }] });
    };
    expect(await judged(11)).toMatchObject({ inAsyncFunction: false, trigger: { type: 'tick' } });
    expect(await judged(5)).toMatchObject({ inAsyncFunction: true, trigger: { type: 'promise' } });
  });

  it('is a message where a tick of Node hands on what had come before anybody listened', async () => {
    const tick = { type: 'tick', label: 'process.nextTick' };
    const ours = [...every(10, 100, ['work@/app/a.js:3:1', ...TICK], { trigger: tick })];
    const stack = ['work@/app/a.js:3:1', 'emit@node:events:1:1', '@node:internal/child_process:9:9', ...TICK];
    expect((await judgeOne({ ms: 100, looks: ours })).trigger).toMatchObject(tick);
    const { trigger } = await judgeOne({ ms: 100, looks: every(10, 100, stack, { trigger: tick }) });
    expect(trigger?.type).toBe('message');
  });

  it('is null where nothing told, and so is who waited where nobody looked', async () => {
    const stall = await judgeOne({ ms: 100 });
    expect([stall.trigger, stall.delayed]).toEqual([null, { timers: null, requests: null, messages: null }]);
  });
});

describe('blocked-startup', () => {
  const start = (ms: number) => [busy(ms, { start: 100 })];

  it('is told from 250 ms before the first listen on', async () => {
    expect(ids(await findings({ stalls: start(250), marks: server }))).toContain('blocked-startup');
    expect(ids(await findings({ stalls: start(240), marks: server }))).not.toContain('blocked-startup');
  });

  it('does not count the wait for a core', async () => {
    const starved = [busy(400, { start: 100, cpu: 240, runQueue: 160 })];
    expect(ids(await findings({ stalls: starved, marks: server }))).toEqual(['cpu-bound']);
  });

  it('is a warning for a server, and leaves the cause’s own finding at info', async () => {
    const found = await findings({ stalls: start(300), marks: server });
    expect(found.map((one) => [one.id, one.severity])).toEqual([
      ['blocked-startup', 'warning'],
      ['cpu-bound', 'info'],
    ]);
    expect(found[0]?.evidence).toMatchObject({ readyMs: 400, limitMs: 250 });
  });

  it('is silent for a script that has no start to be blocked', async () => {
    expect(ids(await findings({ stalls: start(300), marks: [] }))).toEqual(['cpu-bound']);
  });

  it('tells the modules by cost', async () => {
    const sources = { '/app/main.js': "require('tables');\n" };
    const looks = every(10, 300, [...LOADER, '@/app/main.js:1:1', ...LOADER]);
    const found = await findings({ sources, stalls: [{ start: 100, ms: 300, looks }], marks: server });
    expect(found.map((one) => one.id)).toEqual(['blocked-startup']);
    expect(found[0]?.evidence['modules']).toBe('tables 300 ms');
  });
});

describe('gc-pressure', () => {
  const line = (at: number, gc: number) => ({ at, delays: [[1, 50]] as const, gc });

  it('is told of a run that collects for a quarter of a second’s time', async () => {
    expect(ids(await findings({ health: [line(1000, 250)] }))).toEqual(['gc-pressure']);
    expect(ids(await findings({ health: [line(1000, 249)] }))).toEqual([]);
  });

  it('counts no waiting for a core, neither as collecting nor as the run', async () => {
    const starved = { ...line(1000, 900), cpu: 100, runQueue: 890 };
    expect(ids(await findings({ health: [starved] }))).toEqual([]);
    // Half of each second: 150 ms of collecting in 500 ms of its own, twice.
    const slow = (at: number) => ({ ...line(at, 300), cpu: 500, runQueue: 500 });
    expect(ids(await findings({ health: [slow(1000), slow(2000)] }))).toEqual(['gc-pressure']);
  });
});

describe('the table of detectors', () => {
  it('names each finding once', () => {
    const all = DETECTORS.map((one) => one.id);
    expect(new Set(all).size).toBe(all.length);
  });
});
