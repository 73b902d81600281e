import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { ExitedEvent } from '../../src/trace/run-events.js';
import type { ProcessTrace, Trace } from '../../src/trace/trace.js';
import { TIMER } from './support.js';
import { every, type ProcessSpec, runTrace, type StallSpec } from './trace-builder.js';

const work = ['work@/app/main.js:3:5', ...TIMER];
const stall = (ms: number, rest: Partial<StallSpec> = {}): StallSpec => ({ ms, looks: every(10, ms, work), ...rest });

/** The run as a visit to a process that had been running for an hour and a half, ended like that. */
function visit(spec: ProcessSpec, stoppedBy: ExitedEvent['stoppedBy'] = 'interrupt', isOutside = false): Trace {
  const { run, processes, ...rest } = runTrace(spec);
  const attachedAfterMs = 90 * 60_000;
  const visited = processes.map(
    (one): ProcessTrace => ({
      ...one,
      header: { ...one.header, attachedAfterMs },
      stalls: one.stalls.map((raw) => (isOutside ? { ...raw, open: { ...raw.open, outside: true } } : raw)),
    }),
  );
  const exited: ExitedEvent = {
    type: 'exited',
    atNs: 10e9,
    pid: visited[0]?.header.pid ?? 0,
    exitCode: null,
    signal: null,
    stoppedBy,
  };
  return {
    ...rest,
    run: run === null ? null : { ...run, launch: { ...run.launch, attachedAfterMs }, exited },
    processes: visited,
  };
}

describe('a process that was attached to', () => {
  it('is never said to be starting, though no mark tells that it is done', async () => {
    const { stalls, findings } = await diagnose(visit({ stalls: [stall(300)], marks: [] }));
    expect(stalls.map(({ phase }) => phase)).toEqual(['running']);
    expect(findings.map(({ id }) => id)).not.toContain('blocked-startup');
  });

  it('goes on when it is let go, and has ended when it has', async () => {
    const letGo = await diagnose(visit({ stalls: [] }));
    expect(letGo.target).toMatchObject({ attachedAfterMs: 5_400_000, stoppedBy: 'interrupt', exitCode: null });
    expect(letGo.processes).toMatchObject([{ ended: 'let-go', endMs: null, exitCode: null }]);
    const gone = await diagnose(visit({ stalls: [] }, null));
    expect(gone.processes).toMatchObject([{ ended: 'exit', endMs: 10_000 }]);
  });

  it('says what could not be seen of it', async () => {
    const { probe } = await diagnose(visit({ stalls: [] }));
    expect(probe.blind).toEqual([
      'Attached 90 min after its start: what came before is not known, nor are timers from before.',
      'Not seen: its worker threads and children (a process that is attached to is watched by itself).',
    ]);
  });

  it('has timers that nobody counted, where none were seen to wait', async () => {
    const late = (overdue: number) => stall(200, { looks: every(10, 200, work, { open: 1, overdue }) });
    const { stalls } = await diagnose(
      visit({
        stalls: [
          { ...late(0), start: 100 },
          { ...late(2), start: 1000 },
        ],
      }),
    );
    expect(stalls.map(({ delayed }) => [delayed.timers, delayed.requests])).toEqual([
      [null, 1],
      [2, 1],
    ]);
  });

  it('is not known to have left anything behind', async () => {
    const quiet = (atMs: number) => ({
      type: 'quiet' as const,
      sinceNs: 1e9,
      atNs: atMs * 1e6,
      resources: [['Timeout', 1] as const],
      over: false,
    });
    const spec: ProcessSpec = { observed: () => [quiet(2000), quiet(9000)], lastSeen: 9000, end: null };
    const launched = runTrace(spec);
    expect((await diagnose(launched)).findings.map(({ id }) => id)).toContain('leaked-handle');
    expect((await diagnose(visit(spec))).findings).toEqual([]);
  });
});

describe('a stall that was looked at from outside', () => {
  it('does not tell who waited', async () => {
    const { stalls } = await diagnose(visit({ stalls: [stall(300)] }, 'duration', true));
    expect(stalls).toMatchObject([{ delayed: { timers: null, requests: null } }]);
  });

  it.each([
    [300, 'error'],
    [90, 'warning'],
  ])('is, where it still lasts after %i ms, when the process is let go: %s', async (ms, severity) => {
    const { findings } = await diagnose(
      visit({ stalls: [stall(ms, { ended: 'exit' })], marks: [{ name: 'running', at: 0 }] }, 'interrupt', true),
    );
    expect(findings).toMatchObject([{ severity }]);
  });
});
