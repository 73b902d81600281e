import { describe, expect, it } from 'vitest';
import otlp from '../../../src/probe/outlets/otlp.cjs';
import { figures } from '../../metrics/sample.js';
import { metricsIn, type OtlpRequest, resourceIn } from '../../support/otlp-schema.js';

const MINUTE_MS = 60_000;
const HOUR_NANO = 3_600_000n * 1_000_000n;

/** A collector whose answers the test gives. */
function open(wallMs: () => number = () => 0) {
  const sent: OtlpRequest[] = [];
  const answers: ((failure: string | null) => void)[] = [];
  const told: string[] = [];
  const config = {
    url: 'http://c:4318/v1/metrics?key=hunter2',
    headers: {},
    timeoutMs: 10_000,
    intervalMs: MINUTE_MS,
    resource: { 'service.name': 'named' },
  };
  const outlet = otlp.openOtlp(
    config,
    { 'service.name': 'shop', 'process.pid': 5 },
    '1.0.0',
    { nowMs: () => 0, figures: () => figures(), tellOnce: (_, sentence) => told.push(sentence) },
    wallMs,
    (_, body) => {
      sent.push(JSON.parse(body) as OtlpRequest);
      return new Promise((answer) => answers.push(answer));
    },
  );
  const answer = async (failure: string | null) => {
    answers.shift()?.(failure);
    await new Promise((turn) => setImmediate(turn));
  };
  return { outlet, sent, answer, told };
}

describe('OTLP from a process that runs', () => {
  it('is sent once an interval, from the end of the first on', async () => {
    const { outlet, sent, answer } = open();
    outlet.tick(MINUTE_MS - 1);
    expect(sent).toHaveLength(0);
    outlet.tick(MINUTE_MS);
    await answer(null);
    outlet.tick(MINUTE_MS + 1000);
    expect(sent).toHaveLength(1);
    outlet.tick(2 * MINUTE_MS);
    expect(sent).toHaveLength(2);
  });

  it('lets nothing pile up behind a collector that does not answer, and needs this thread only meanwhile', async () => {
    const { outlet, sent, answer } = open();
    expect(outlet.wantsTurns()).toBe(false);
    for (let minute = 1; minute <= 5; minute++) outlet.tick(minute * MINUTE_MS);
    expect([sent.length, outlet.wantsTurns()]).toEqual([1, true]);
    await answer('no answer within 10000 ms');
    expect(outlet.wantsTurns()).toBe(false);
    outlet.tick(6 * MINUTE_MS);
    expect(sent).toHaveLength(2);
  });

  it('tells a failure without what the address may hide', async () => {
    const { outlet, answer, told } = open();
    outlet.tick(MINUTE_MS);
    await answer('ECONNREFUSED');
    expect(told).toEqual([
      'Metrics could not be sent to http://c:4318/v1/metrics (ECONNREFUSED); the next ones are tried all the same.',
    ]);
  });

  it('names the process, and what the user said of it first', async () => {
    const { outlet, sent } = open();
    outlet.tick(MINUTE_MS);
    const resource = resourceIn(sent[0] as OtlpRequest);
    expect(resource).toMatchObject({ 'service.name': 'named', 'process.pid': '5' });
    expect(resource['service.instance.id']).toMatch(/^[\da-f-]{36}$/);
  });

  it('never ends before it begins, wherever the wall clock jumps to', async () => {
    const noon = 1_800_000_000_000;
    let wallMs = noon;
    const { outlet, sent, answer } = open(() => wallMs);
    const spanAfter = async (uptimeMs: number) => {
      outlet.tick(uptimeMs);
      await answer(null);
      const point = metricsIn(sent.at(-1) as OtlpRequest).get('nodejs.eventloop.time')?.sum?.dataPoints[0];
      return [BigInt(point?.startTimeUnixNano ?? 0), BigInt(point?.timeUnixNano ?? 0)] as const;
    };
    wallMs = noon + MINUTE_MS;
    const before = await spanAfter(MINUTE_MS);
    expect(before[1] - before[0]).toBe(BigInt(MINUTE_MS) * 1_000_000n);
    // The machine slept: its uptime stood still, the wall clock did not.
    wallMs += 8 * 3_600_000;
    const after = await spanAfter(2 * MINUTE_MS);
    expect(after).toEqual([before[0], before[1] + 8n * HOUR_NANO]);
    wallMs = noon - 3_600_000;
    const back = await spanAfter(3 * MINUTE_MS);
    expect(back[1]).toBe(BigInt(wallMs) * 1_000_000n);
    expect(back[1] - back[0]).toBe(BigInt(3 * MINUTE_MS) * 1_000_000n);
  });
});
