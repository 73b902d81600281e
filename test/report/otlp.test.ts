import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { judge } from '../../src/gate/judge.js';
import { compose } from '../../src/report/compose.js';
import { otlpOfRun } from '../../src/report/otlp.js';
import type { Trace } from '../../src/trace/trace.js';
import { TIMER } from '../analyze/support.js';
import { every, runTrace } from '../analyze/trace-builder.js';
import { metricsIn, type OtlpRequest, readByProtocol, resourceIn } from '../support/otlp-schema.js';

const NOON_MS = Date.UTC(2026, 10, 25, 12);

async function request(trace: Trace, resource: Record<string, string> = {}): Promise<OtlpRequest | null> {
  const diagnosis = await diagnose(trace, { thresholdMs: 50, blame: 'app', allow: null, cpuWorkers: [], warmupMs: 0 });
  const report = compose(diagnosis, judge(diagnosis, {}), { tone: 'plain', tracePath: null });
  const body = otlpOfRun(report, trace, { resource, loopcheckVersion: '1.0.0' });
  return body === null ? null : (JSON.parse(body) as OtlpRequest);
}

/** A run that began at noon, with a stall of 200 ms and collections. */
function noon(change: { originWallMs?: number } = {}): Trace {
  const trace = runTrace({
    health: [{ at: 1000, delays: [[1, 40]] }],
    stalls: [{ start: 500, ms: 200, looks: every(10, 200, ['work@/app/main.js:3:5', ...TIMER]) }],
  });
  const gc = (durationMs: number, threadId?: number) => ({
    type: 'gc' as const,
    startNs: 0,
    durationNs: durationMs * 1e6,
    kind: 'minor' as const,
    ...(threadId === undefined ? {} : { threadId }),
  });
  const processes = trace.processes.map((process) => ({
    ...process,
    header: {
      ...process.header,
      originWallMs: NOON_MS,
      appName: 'shop',
      appVersion: '2.0.0',
      hostname: 'web-1',
      ...change,
    },
    gcs: [gc(4), gc(20), gc(30, 1)],
  }));
  return { ...trace, processes };
}

describe('the OTLP request of a run', () => {
  it('counts its stalls by cause, its long collections, and has its own times', async () => {
    const sent = await request(noon());
    expect(readByProtocol(sent ?? {})).toEqual(sent);
    const metrics = metricsIn(sent as OtlpRequest);
    const stalls = metrics.get('loopcheck.stalls')?.sum?.dataPoints ?? [];
    expect(stalls).toHaveLength(11);
    expect(stalls.filter(({ asInt }) => asInt !== '0')).toMatchObject([
      { asInt: '1', attributes: [{ key: 'loopcheck.stall.cause', value: { stringValue: 'cpu' } }] },
    ]);
    expect(metrics.get('v8js.gc.duration')?.histogram?.dataPoints).toMatchObject([{ count: '1', sum: 0.02 }]);
    expect(metrics.has('loopcheck.eventloop.blocked')).toBe(false);
    const [point] = stalls;
    expect(Number(point?.startTimeUnixNano) / 1e6).toBeGreaterThanOrEqual(NOON_MS);
    expect(Number(point?.timeUnixNano) / 1e6).toBeLessThan(NOON_MS + 60_000);
    expect(BigInt(point?.timeUnixNano ?? 0) > BigInt(point?.startTimeUnixNano ?? 0)).toBe(true);
  });

  it('names its application, and what the user said of it first', async () => {
    const sent = await request(noon(), { 'service.name': 'named' });
    expect(resourceIn(sent as OtlpRequest)).toMatchObject({
      'service.name': 'named',
      'service.version': '2.0.0',
      'host.name': 'web-1',
      'process.runtime.name': 'nodejs',
    });
  });

  it('is none for a trace that does not tell when a process ran', async () => {
    expect(await request(noon({ originWallMs: 0 }))).toBeNull();
    expect(await request({ ...noon(), processes: [] })).toBeNull();
  });
});
