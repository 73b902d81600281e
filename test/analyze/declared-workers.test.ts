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
