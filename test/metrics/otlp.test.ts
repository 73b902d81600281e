import { describe, expect, it } from 'vitest';
import requests from '../../src/metrics/otlp.cjs';
import { metricsIn, type OtlpRequest, readByProtocol, resourceIn } from '../support/otlp-schema.js';
import { figures, NOTHING } from './sample.js';

const span = { startMs: 1_000_000, timeMs: 1_006_000 };
const teller = { resource: { 'service.name': 'shop', 'process.pid': 42 }, loopcheckVersion: '1.2.3' };

function request(change: Parameters<typeof figures>[0] = {}): OtlpRequest {
  return JSON.parse(requests.otlpRequest(figures(change), span, teller)) as OtlpRequest;
}

describe('an OTLP request', () => {
  it('is what OpenTelemetry’s protocol buffers read, field by field', () => {
    const sent = request();
    expect(readByProtocol(sent)).toEqual(sent);
  });

  it('has OpenTelemetry’s names and units, and the stalls by cause', () => {
    const metrics = metricsIn(request());
    expect([...metrics].map(([name, { unit }]) => [name, unit])).toEqual([
      ['nodejs.eventloop.delay.min', 's'],
      ['nodejs.eventloop.delay.max', 's'],
      ['nodejs.eventloop.delay.mean', 's'],
      ['nodejs.eventloop.delay.stddev', 's'],
      ['nodejs.eventloop.delay.p50', 's'],
      ['nodejs.eventloop.delay.p90', 's'],
      ['nodejs.eventloop.delay.p99', 's'],
      ['nodejs.eventloop.utilization', '1'],
      ['nodejs.eventloop.time', 's'],
      ['v8js.gc.duration', 's'],
      ['loopcheck.armed', '1'],
      ['loopcheck.threshold', 's'],
      ['loopcheck.eventloop.blocked', 's'],
      ['loopcheck.stalls', '{stall}'],
      ['loopcheck.stall.time', 's'],
      ['loopcheck.dropped_events', '{event}'],
    ]);
    const time = { timeUnixNano: '1006000000000' };
    const times = { startTimeUnixNano: '1000000000000', ...time };
    expect(metrics.get('nodejs.eventloop.delay.p99')?.gauge?.dataPoints).toEqual([{ ...time, asDouble: 0.12 }]);
    const state = (value: string) => [{ key: 'nodejs.eventloop.state', value: { stringValue: value } }];
    expect(metrics.get('nodejs.eventloop.time')?.sum).toEqual({
      aggregationTemporality: 2,
      isMonotonic: true,
      dataPoints: [
        { attributes: state('active'), ...times, asDouble: 1.5 },
        { attributes: state('idle'), ...times, asDouble: 4.5 },
      ],
    });
    const cause = (value: string) => [{ key: 'loopcheck.stall.cause', value: { stringValue: value } }];
    expect(metrics.get('loopcheck.stalls')?.sum?.dataPoints).toEqual([
      { attributes: cause('sync-call'), ...times, asInt: '2' },
      { attributes: cause('unknown'), ...times, asInt: '0' },
    ]);
    expect(metrics.get('v8js.gc.duration')?.histogram?.dataPoints).toEqual([
      {
        attributes: [{ key: 'v8js.gc.type', value: { stringValue: 'major' } }],
        ...times,
        count: '3',
        sum: 0.14,
        min: 0.012,
        max: 0.11,
        bucketCounts: ['0', '2', '1', '0', '0'],
        explicitBounds: [0.01, 0.1, 1, 10],
      },
    ]);
  });

  it('says whose figures they are', () => {
    expect(resourceIn(request())).toEqual({ 'service.name': 'shop', 'process.pid': '42' });
    expect(request().resourceMetrics[0].scopeMetrics[0].scope).toEqual({ name: 'loopcheck', version: '1.2.3' });
  });

  it('leaves out what is not known: there is no zero that was not measured', () => {
    expect([...metricsIn(request(NOTHING)).keys()]).toEqual(['loopcheck.armed', 'loopcheck.threshold']);
    expect([...metricsIn(request({ utilization: Number.NaN })).keys()]).not.toContain('nodejs.eventloop.utilization');
  });
});
