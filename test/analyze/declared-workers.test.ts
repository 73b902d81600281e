import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { TIMER } from './support.js';
import { every, runTrace } from './trace-builder.js';

/** A worker that computes for 300 ms while a timer of its own waits. */
async function isAtWork(worker: { file?: string; title?: string }, cpuWorkers: readonly string[]): Promise<boolean> {
  const looks = every(10, 300, ['work@/app/src/resize.js:3:3', ...TIMER], { overdue: 1 });
  const threads = [{ id: 2, from: 10, ...worker }];
  const trace = runTrace({ threads, stalls: [{ start: 500, ms: 300, threadId: 2, looks }] });
  const { stalls } = await diagnose(trace, { cpuWorkers });
  return stalls[0]?.atWork ?? false;
}

describe('a worker that words of other threads waited for', () => {
  const at = async (
    ms: number,
    queued: { messages: number; threadId: number },
    marks: readonly { name: 'running'; at: number; threadId: number }[],
  ) => {
    const looks = every(10, ms, ['work@/app/src/resize.js:3:3', ...TIMER]);
    const stalls = [{ start: 500, ms, threadId: 2, looks }];
    const heard = [{ at: 500 + ms, requests: 0, ...queued }];
    return diagnose(runTrace({ threads: [{ id: 2, from: 10 }], stalls, queued: heard, marks }));
  };
  const running = [{ name: 'running', at: 100, threadId: 2 }] as const;
  const starting = [{ name: 'running', at: 900, threadId: 2 }] as const;

  it('is not at its job from 100 ms on, and warned of', async () => {
    const { stalls, findings } = await at(300, { messages: 2, threadId: 2 }, running);
    expect(stalls[0]).toMatchObject({ atWork: false, delayed: { messages: 2, timers: 0, requests: 0 } });
    expect(findings.find(({ id }) => id === 'cpu-bound')?.severity).toBe('warning');
    expect((await at(90, { messages: 2, threadId: 2 }, running)).stalls[0]?.atWork).toBe(true);
  });

  it('is at its job while it starts, and where they were another thread’s', async () => {
    expect((await at(300, { messages: 2, threadId: 2 }, starting)).stalls[0]?.atWork).toBe(true);
    expect((await at(300, { messages: 2, threadId: 3 }, running)).stalls[0]?.atWork).toBe(true);
  });
});

describe('a worker whose timers wait', () => {
  const file = '/app/src/workers/resize.js';

  it('is judged like any loop', async () => {
    expect(await isAtWork({ file }, [])).toBe(false);
  });

  it.each(['resize.js', 'workers/*.js', '/app/**', 'src/**'])(
    'is at its job where %s declares its file',
    async (one) => {
      expect(await isAtWork({ file }, ['other.js', one])).toBe(true);
    },
  );

  it.each(['size.js', '*.js/x', 'src/*.js', 'resize?js', 'app'])('is not meant by %s', async (pattern) => {
    expect(await isAtWork({ file }, [pattern])).toBe(false);
  });

  it('is at its job where its name is declared, or a known pool runs it', async () => {
    expect(await isAtWork({ title: 'resize-1' }, ['resize-*'])).toBe(true);
    expect(await isAtWork({ file: '/app/node_modules/piscina/dist/worker.js' }, [])).toBe(true);
  });
});
