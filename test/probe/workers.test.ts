import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../src/trace/events.js';
import type { StallCloseEvent } from '../../src/trace/stall-events.js';
import { ofType, probed } from '../support/probed.js';

const BLOCK = 'const end = Date.now() + 400; while (Date.now() < end);';

/** The closes of the stalls that a thread had, by the numbers that their openings name. */
function stallsOf(events: readonly TraceEvent[] | undefined, threadId: number): StallCloseEvent[] {
  const own = new Set(
    ofType(events, 'stall-open')
      .filter((open) => (open.threadId ?? 0) === threadId)
      .map((open) => open.stall),
  );
  return ofType(events, 'stall-close').filter((close) => own.has(close.stall));
}

function sampledFunctions(events: readonly TraceEvent[] | undefined): Set<string> {
  return new Set(ofType(events, 'frame').map((frame) => frame.function));
}

/** A worker's thread id is printed by the worker itself: the monitor's thread takes a number too. */
function workerProgram(options: string): string {
  return `
    const { Worker } = require('worker_threads');
    new Worker(\`
      const { threadId } = require('worker_threads');
      function grind() { ${BLOCK} }
      setTimeout(() => { grind(); console.log(threadId); }, 60);
    \`, ${options});`;
}

describe('worker threads', () => {
  for (const [name, options] of Object.entries({
    'from text': '{ eval: true }',
    'with an empty environment': '{ eval: true, env: {} }',
    'with execArgv of their own': '{ eval: true, execArgv: [] }',
    'with limits': '{ eval: true, resourceLimits: { maxOldGenerationSizeMb: 64 } }',
  })) {
    it.concurrent(`are watched ${name}`, async () => {
      const run = await probed(workerProgram(options));
      const threadId = Number(run.stdout);
      expect(stallsOf(run.traces[0], threadId).length).toBeGreaterThanOrEqual(1);
      expect(sampledFunctions(run.traces[0])).toContain('grind');
      expect(run.stderr).toBe('');
    });
  }

  it.concurrent('are watched when a worker started them', async () => {
    const run = await probed(`
      const { Worker } = require('worker_threads');
      new Worker(${JSON.stringify(workerProgram('{ eval: true }'))}, { eval: true });`);
    expect(stallsOf(run.traces[0], Number(run.stdout)).length).toBeGreaterThanOrEqual(1);
  });

  it.concurrent('close their stall when they are terminated in it', async () => {
    const run = await probed(`
      const { Worker } = require('worker_threads');
      const worker = new Worker('for (;;);', { eval: true });
      worker.once('online', () => {
        setTimeout(() => { console.log(worker.threadId); worker.terminate(); }, 600);
        setTimeout(() => {}, 900);
      });`);
    expect(stallsOf(run.traces[0], Number(run.stdout)).at(-1)?.ended).toBe('exit');
  });

  it.concurrent('rest while they wait for work in Atomics.wait, as those of pools do', async () => {
    const run = await probed(`
      const { Worker, MessageChannel } = require('worker_threads');
      const signal = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker(\`
        const { threadId, workerData: signal } = require('worker_threads');
        console.log(threadId);
        setImmediate(() => {
          Atomics.wait(signal, 0, 0);
          ${BLOCK}
          Atomics.wait(signal, 0, 1);
        });
      \`, { eval: true, workerData: signal, name: 'pool' });
      setTimeout(() => { Atomics.store(signal, 0, 1); Atomics.notify(signal, 0); }, 700);
      setTimeout(() => worker.terminate(), 1900);`);
    const stalls = stallsOf(run.traces[0], Number(run.stdout)).filter((stall) => stall.calls.length === 0);
    const [task] = stalls.filter((stall) => stall.endNs - stall.startNs >= 350e6);
    expect(stalls.every((stall) => stall.endNs - stall.startNs < 700e6)).toBe(true);
    expect(task?.ended).toBe('turn');
    const [start, end] = ofType(run.traces[0], 'thread');
    expect(start).toMatchObject({ state: 'start', title: 'pool', file: '[worker eval]' });
    expect(end?.state).toBe('end');
  });

  it.concurrent('see nothing of the probe', async () => {
    const program = `
      const { Worker } = require('worker_threads');
      new Worker(\`console.log(process.env.NODE_OPTIONS, process.env.LOOPCHECK_PROBE, process.env.A, process.execArgv,
        Object.keys(globalThis).length, Object.keys(require.cache).length)\`,
        { eval: true, env: { A: '1', NODE_OPTIONS: '--no-warnings' } });`;
    const bare = await probed(program, { bare: true });
    const watched = await probed(program);
    expect(watched.stdout).toBe(bare.stdout);
  });
});
