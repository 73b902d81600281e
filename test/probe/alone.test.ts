import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../src/trace/events.js';
import { probed } from '../support/probed.js';

const FLAG = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';

function ofType<T extends TraceEvent['type']>(events: readonly TraceEvent[] = [], type: T) {
  return events.filter((event): event is Extract<TraceEvent, { type: T }> => event.type === type);
}

describe('a process that may start no thread', () => {
  it('is watched by its own loop: late turns, timed calls, collections, and which eyes are shut', async () => {
    const run = await probed(
      `const crypto = require('node:crypto');
       setTimeout(() => crypto.pbkdf2Sync('a', 'b', 400000, 32, 'sha512'), 30);`,
      { nodeFlags: [FLAG, '--allow-fs-read=*', '--allow-fs-write=*', '--no-warnings'] },
    );
    const [events] = run.traces;
    expect(run.stderr).toBe('');
    expect(ofType(events, 'armed')[0]?.eyes).toEqual(expect.arrayContaining(['gc', 'calls']));
    expect(ofType(events, 'armed')[0]?.eyes).not.toContain('sampler');
    const shut = ofType(events, 'eye').filter(({ eye }) => eye === 'sampler' || eye === 'monitor');
    expect(shut.map(({ reason }) => reason)).toEqual(
      Array(2).fill('Node lets no thread be started: ERR_ACCESS_DENIED'),
    );
    const call = ofType(events, 'call').find(({ api }) => api === 'crypto.pbkdf2Sync');
    // A busy machine may add stalls of its own.
    const stall = ofType(events, 'stall-close').find(
      ({ endNs }) => endNs >= (call?.startNs ?? 0) + (call?.durationNs ?? 0),
    );
    expect(call?.durationNs).toBeGreaterThan(50e6);
    expect(stall?.ended).toBe('turn');
    expect(stall?.calls[0]).toMatchObject({ api: 'crypto.pbkdf2Sync', count: 1 });
    expect((stall?.startNs ?? 0) - (call?.startNs ?? 0)).toBeLessThan(20e6);
    expect(ofType(events, 'end')[0]?.exitCode).toBe(0);
  });

  it('keeps the stall that its end cuts off', async () => {
    const run = await probed(
      `setTimeout(() => { const end = Date.now() + 200; while (Date.now() < end); process.exit(7); }, 30);`,
      { nodeFlags: [FLAG, '--allow-fs-read=*', '--allow-fs-write=*', '--no-warnings'] },
    );
    expect(run.code).toBe(7);
    expect(ofType(run.traces[0], 'stall-close').at(-1)?.ended).toBe('exit');
    expect(ofType(run.traces[0], 'end')[0]?.exitCode).toBe(7);
  });

  it('says that it can have no metrics, which take a second thread', async () => {
    const metrics = { port: 0, host: '127.0.0.1', file: null, otlp: null };
    const recorder = { maxDiskBytes: 1 << 20, notes: [], snapshotSignal: null, snapshotFile: null, metrics };
    const nodeFlags = [FLAG, '--allow-fs-read=*', '--allow-fs-write=*', '--no-warnings'];
    const run = await probed('', { nodeFlags, config: { recorder } });
    expect(run.stderr).toBe('');
    expect(ofType(run.traces[0], 'note').map(({ text }) => text)).toEqual([
      'The metrics need a second thread, so there are none (Node lets no thread be started: ERR_ACCESS_DENIED).',
    ]);
  });
});
