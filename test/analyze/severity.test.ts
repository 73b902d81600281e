import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { Trace } from '../../src/trace/trace.js';
import { LOADER, TICK, TIMER } from './support.js';
import { every, type LookSpec, type ProcessSpec, runTrace, type StallSpec } from './trace-builder.js';

/** PITFALLS: error = it did harm in this run, warning = it will under load, info = worth knowing. */

type Marks = NonNullable<ProcessSpec['marks']>;

const server: Marks = [
  { name: 'listen', at: 400 },
  { name: 'running', at: 400 },
];
const script: Marks = [
  { name: 'running', at: 500 },
  { name: 'loop-empty', at: 9000 },
];
const work = ['work@/app/main.js:3:5', ...TIMER];
const asyncSource = { '/app/main.js': 'async function work() {\n  let a = 1;\n  for (;;) a++;\n}\n' };

type Make = (ms: number, look: Partial<LookSpec>) => Partial<StallSpec>;
const call =
  (api: string, detail?: string): Make =>
  (ms, look) => ({
    calls: [{ api, at: 0, ms: ms - 1, stack: work, ...(detail ? { detail } : {}) }],
    looks: [{ at: ms - 1, stack: work, ...look }],
  });
const seen =
  (stack: readonly string[], rest: Partial<LookSpec> = {}): Make =>
  (ms, look) => ({ looks: every(10, ms, stack, { ...rest, ...look }) });

/** A stall of each of the ten sorts, `ms` long, whose looks tell what `look` says. */
const SORTS: readonly (readonly [id: string, make: Make])[] = [
  ['blocking-call', call('fs.readFileSync')],
  ['sleep-loop', call('Atomics.wait')],
  ['cpu-bound', seen(work)],
  ['slow-regex', seen(['RegExp.exec@', ...work])],
  ['big-json', call('JSON.parse')],
  ['loop-starvation', seen(['flood@/app/main.js:3:5', ...TICK], { turned: 'n' })],
  ['module-load', seen([...LOADER, ...work])],
  ['gc-pressure', (ms, look) => ({ ...seen(work)(ms, look), gc: ms * 0.8, gcs: [{ at: 5, ms: ms * 0.8 }] })],
];

async function severities(spec: ProcessSpec, change: (trace: Trace) => Trace = (trace) => trace) {
  const { findings } = await diagnose(change(runTrace(spec)));
  return findings.map(({ id, severity }) => `${id} ${severity}`);
}

describe('a stall of which following the promises took its part', () => {
  const told = (followedJobs: number) =>
    severities({
      marks: server,
      stalls: [{ ms: 120, looks: every(10, 120, work, { open: 1 }) }],
      deep: () => [
        {
          ...{ type: 'tasks', atNs: 2e9, spanNs: 2e9, cpuNs: 100e6, ticks: 0, immediates: 0, stack: 0, share: 0 },
          ...{ promiseJobs: followedJobs, followedJobs, promiseJobNs: 100, followedJobNs: 1100 },
        },
      ],
    });

  it('is judged by what the program alone would have taken', async () => {
    // 58 of 100 ms: 50.4 of the 120 would have been left.
    expect(await told(58_000)).toEqual(['cpu-bound error']);
    expect(await told(59_000)).toEqual(['cpu-bound info']);
  });
});

describe('a stall of which the thread waited a part for a core', () => {
  it('is judged by what is left of it', async () => {
    const told = (runQueue: number) =>
      severities({ marks: server, stalls: [{ ms: 97, cpu: 49, runQueue, looks: every(10, 97, work, { open: 1 }) }] });
    expect(await told(47)).toEqual(['cpu-bound warning']);
    expect(await told(48)).toEqual(['cpu-bound info']);
  });
});

describe("Node's own work at the first use of something", () => {
  const first = ['RegExp.test@', 'isIPv6@node:internal/net:35:10', 'connect@node:net:1259:5', ...work];
  const told = (ms: number, looked: readonly string[], times = 1, apart = 1000) =>
    severities({
      marks: server,
      stalls: Array.from({ length: times }, (_, i) => ({ start: 1000 + i * apart, ms, looks: every(10, ms, looked) })),
    });

  it('is worth knowing, and no more: there is nothing to change', async () => {
    expect(await told(90, first)).toEqual(['cpu-bound info']);
  });

  it('may go on with the first answers', async () => {
    expect(await told(90, first, 3, 200)).toEqual(['cpu-bound info']);
    expect(await told(90, first, 2, 499)).toEqual(['cpu-bound info']);
    expect(await told(90, first, 2, 500)).toEqual(['cpu-bound warning']);
  });

  it('is seen in part where no line is anybody’s', async () => {
    const looks = (stacks: readonly (readonly string[])[]): LookSpec[] =>
      stacks.flatMap((stack, i) => [30 * i + 10, 30 * i + 20, 30 * i + 30].map((at) => ({ at, stack })));
    const alone = ['readMore@node:internal/deps/undici/undici:6099:5', 'emit@node:events:524:7'];
    const mixed = (own: number) =>
      severities({
        marks: server,
        stalls: [{ start: 1000, ms: 90, looks: looks([first, alone, own > 0 ? work : alone]) }],
      });
    expect(await mixed(0)).toEqual(['cpu-bound info']);
    expect(await mixed(1)).toEqual(['cpu-bound warning']);
  });

  it('is judged as any stall where it is long, happens again, or is a built-in that was given too much', async () => {
    expect(await told(110, first)).toEqual(['cpu-bound warning']);
    expect(await told(90, first, 2)).toEqual(['cpu-bound warning']);
    expect(await told(90, ['Array.map@', 'Array.from@', ...work])).toEqual(['cpu-bound warning']);
  });
});

describe.each(SORTS)('%s', (id, make) => {
  const told = async (ms: number, look: Partial<LookSpec>, spec: ProcessSpec, more: Partial<StallSpec> = {}) =>
    (await severities({ ...spec, stalls: [{ ms, ...make(ms, look), ...more }] })).filter((one) => one.startsWith(id));

  it('is an error from 100 ms on that a request waited', async () => {
    expect(await told(100, { open: 1 }, { marks: server })).toEqual([`${id} error`]);
    expect(await told(90, { open: 1 }, { marks: server })).toEqual([`${id} warning`]);
  });

  it('is an error from 100 ms on that a timer waited, whatever the program is', async () => {
    expect(await told(100, { overdue: 1 }, { marks: script })).toEqual([`${id} error`]);
  });

  it('is a warning in a server that kept nobody waiting this time', async () => {
    expect(await told(500, {}, { marks: server })).toEqual([`${id} warning`]);
  });

  it('is worth knowing in a one-shot script in which nothing waited', async () => {
    expect(await told(5000, {}, { marks: script })).toEqual([`${id} info`]);
  });

  it('is never more than that in a worker, unless its own timers starve', async () => {
    expect(await told(5000, {}, { marks: server }, { threadId: 2 })).toEqual([`${id} info`]);
    expect(await told(90, { overdue: 3 }, { marks: server }, { threadId: 2 })).toEqual([`${id} info`]);
    expect(await told(500, { overdue: 3 }, { marks: server }, { threadId: 2 })).toEqual([`${id} error`]);
  });
});

// Collections are told when they are over, so a process never dies in one that is known.
describe.each(SORTS.filter(([id]) => id !== 'gc-pressure'))('%s in which the process died', (id, make) => {
  it('is an error', async () => {
    const spec: ProcessSpec = { stalls: [{ ms: 500, ...make(500, {}), ended: 'open' }], marks: script, end: null };
    expect(await severities(spec)).toContain(`${id} error`);
  });
});

describe('fake-async', () => {
  const told = async (look: Partial<LookSpec>, marks: Marks, threadId?: number) => {
    const stall: StallSpec = { ms: 500, looks: every(10, 500, work, look), ...(threadId ? { threadId } : {}) };
    return severities({ sources: asyncSource, stalls: [stall], marks });
  };

  it('is a warning at most: the harm is told by the cause', async () => {
    expect(await told({ open: 1 }, server)).toEqual(['cpu-bound error', 'fake-async warning']);
  });

  it('is worth knowing where the cause is, and silent in a worker', async () => {
    expect(await told({}, script)).toEqual(['cpu-bound info', 'fake-async info']);
    expect(await told({}, server, 2)).toEqual(['cpu-bound info']);
  });
});

describe('blocked-startup', () => {
  const start: StallSpec = { start: 50, ms: 340, looks: every(10, 340, work) };

  it('is a warning for what serves, and worth knowing elsewhere', async () => {
    expect(await severities({ stalls: [start], marks: server })).toContain('blocked-startup warning');
    expect(await severities({ stalls: [start], marks: script })).toContain('blocked-startup info');
  });

  it('is silent in a worker', async () => {
    const found = await severities({ stalls: [{ ...start, threadId: 2 }], marks: server });
    expect(found).toEqual(['cpu-bound info']);
  });
});

describe('what counts as waiting', () => {
  const timers = (ms: number, overdueMs: number, overdue = 1): StallSpec => ({
    ms,
    looks: [{ at: ms - 1, stack: work, overdue, overdueMs }],
  });

  it('is how long the timer waited, not how long the stall was', async () => {
    expect(await severities({ stalls: [timers(500, 99)], marks: script })).toEqual(['cpu-bound error']);
    expect(await severities({ stalls: [timers(500, 98)], marks: script })).toEqual(['cpu-bound warning']);
  });

  it('is the mean where several timers waited', async () => {
    expect(await severities({ stalls: [timers(500, 200, 4)], marks: script })).toEqual(['cpu-bound warning']);
  });

  it('is not known where nobody looked: a service may have, a script that ran dry has not', async () => {
    const unseen: StallSpec = { ms: 500 };
    expect(await severities({ stalls: [unseen] })).toEqual(['cpu-bound warning']);
    expect(await severities({ stalls: [unseen], marks: script })).toEqual(['cpu-bound info']);
  });
});

describe('a stall of which nothing was seen', () => {
  it('is no alarm where the thread hardly computed either', async () => {
    expect(await severities({ stalls: [{ ms: 500, cpu: 240 }], marks: server })).toEqual(['cpu-bound info']);
    expect(await severities({ stalls: [{ ms: 500, cpu: 260 }], marks: server })).toEqual(['cpu-bound error']);
  });
});

describe('a start in which the program began to listen', () => {
  const start = (ms: number): StallSpec => ({ start: 100, ms, looks: every(10, ms, work) });

  it('is no service yet, unless it goes on for long', async () => {
    expect(await severities({ stalls: [start(399)], marks: server })).toContain('cpu-bound info');
    expect(await severities({ stalls: [start(400)], marks: server })).toContain('cpu-bound warning');
  });
});

describe('a target that we stopped ourselves', () => {
  it('did not die of the stall that it was in', async () => {
    const stopped = (trace: Trace): Trace => {
      const { run } = trace;
      if (run?.exited == null) throw new Error('the run has ended');
      return { ...trace, run: { ...run, exited: { ...run.exited, signal: 'SIGKILL', stoppedBy: 'duration' } } };
    };
    const spec: ProcessSpec = {
      stalls: [{ ms: 5000, looks: every(10, 5000, work), ended: 'open' }],
      marks: [],
      end: null,
    };
    expect(await severities(spec)).toEqual(['cpu-bound error']);
    expect(await severities(spec, stopped)).toEqual(['cpu-bound info']);
  });
});
