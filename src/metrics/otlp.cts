/** The figures as a request of OTLP/HTTP in JSON, under the names of OpenTelemetry's semantic conventions. */
import collected = require('./collections.cjs');

import type { CollectionFigures, Figures } from './figures.cjs';

/** The number that OTLP gives to sums since a fixed start. */
const CUMULATIVE = 2;

/** Nanoseconds: what is finer is the noise of binary fractions. */
const DECIMALS = 9;

/** From when the counters count, and when they were read: ms since 1970. */
interface Span {
  readonly startMs: number;
  readonly timeMs: number;
}

/** Who tells. */
interface Teller {
  /** Attributes of the resource by their names. */
  readonly resource: Readonly<Record<string, string | number>>;
  readonly loopcheckVersion: string;
}

type Attributes = Readonly<Record<string, string | number>>;
type Row = readonly [attributes: Attributes, value: number | null];

/** 64-bit numbers are text in JSON. Whole milliseconds: finer than any wall clock deserves. */
function unixNano(ms: number): string {
  return String(BigInt(Math.round(ms)) * 1_000_000n);
}

/** None is told by no field at all. */
function attributesOf(attributes: Attributes): { attributes?: object[] } {
  const entries = Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  }));
  return entries.length === 0 ? {} : { attributes: entries };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function makeMetrics({ startMs, timeMs }: Span) {
  const time = { timeUnixNano: unixNano(timeMs) };
  const times = { startTimeUnixNano: unixNano(startMs), ...time };
  const points = (rows: readonly Row[], when: object = times) =>
    rows.flatMap(([attributes, value]) =>
      value === null || !Number.isFinite(value)
        ? []
        : [{ ...attributesOf(attributes), ...when, asDouble: Number(value.toFixed(DECIMALS)) }],
    );
  const counts = (rows: readonly Row[]) =>
    points(rows).map(({ asDouble, ...point }) => ({ ...point, asInt: String(Math.round(asDouble)) }));
  const sum = (name: string, unit: string, description: string, dataPoints: readonly object[]) =>
    dataPoints.length === 0
      ? []
      : [{ name, unit, description, sum: { aggregationTemporality: CUMULATIVE, isMonotonic: true, dataPoints } }];

  return {
    gauge(name: string, unit: string, description: string, value: number | null): object[] {
      const dataPoints = points([[{}, value]], time);
      return dataPoints.length === 0 ? [] : [{ name, unit, description, gauge: { dataPoints } }];
    },
    /** A sum of amounts, and one of things that are counted. */
    amounts: (name: string, unit: string, description: string, rows: readonly Row[]) =>
      sum(name, unit, description, points(rows)),
    counts: (name: string, unit: string, description: string, rows: readonly Row[]) =>
      sum(name, unit, description, counts(rows)),
    histogram(name: string, unit: string, description: string, kinds: readonly CollectionFigures[]): object[] {
      if (kinds.length === 0) return [];
      const dataPoints = kinds.map(({ kind, count, totalMs, minMs, maxMs, buckets }) => ({
        ...attributesOf({ 'v8js.gc.type': kind }),
        ...times,
        count: String(count),
        sum: totalMs / 1000,
        min: minMs / 1000,
        max: maxMs / 1000,
        bucketCounts: buckets.map(String),
        explicitBounds: collected.BOUNDS_S,
      }));
      return [{ name, unit, description, histogram: { aggregationTemporality: CUMULATIVE, dataPoints } }];
    },
  };
}

function metricsOf(figures: Figures, span: Span): object[] {
  const { gauge, amounts, counts, histogram } = makeMetrics(span);
  const { delay, utilization, activeMs, idleMs, blockedMs, stalls, collections, droppedEvents } = figures;
  const delayOf = (what: string, words: string, ms: number | null) =>
    gauge(`nodejs.eventloop.delay.${what}`, 's', `Event loop ${words} delay.`, seconds(ms));
  const byCause = (value: (one: NonNullable<Figures['stalls']>[number]) => number | null) =>
    (stalls ?? []).map((one): Row => [{ 'loopcheck.stall.cause': one.cause }, value(one)]);
  return [
    ...delayOf('min', 'minimum', delay.minMs),
    ...delayOf('max', 'maximum', delay.maxMs),
    ...delayOf('mean', 'mean', delay.meanMs),
    ...delayOf('stddev', 'standard deviation', delay.stddevMs),
    ...delayOf('p50', '50th percentile', delay.p50Ms),
    ...delayOf('p90', '90th percentile', delay.p90Ms),
    ...delayOf('p99', '99th percentile', delay.p99Ms),
    ...gauge('nodejs.eventloop.utilization', '1', 'Event loop utilization.', utilization),
    ...amounts(
      'nodejs.eventloop.time',
      's',
      'Cumulative duration of time the event loop has been in each state.',
      (['active', 'idle'] as const).map((state): Row => {
        return [{ 'nodejs.eventloop.state': state }, seconds(state === 'active' ? activeMs : idleMs)];
      }),
    ),
    ...histogram(
      'v8js.gc.duration',
      's',
      'Garbage collection duration, of collections of 10 ms and more.',
      collections ?? [],
    ),
    ...gauge('loopcheck.armed', '1', 'Whether the probe watches: 1 if it does.', figures.armed ? 1 : 0),
    ...gauge('loopcheck.threshold', 's', 'How long a pause is a stall.', seconds(figures.thresholdMs)),
    ...gauge(
      'loopcheck.eventloop.blocked',
      's',
      'For how long the event loop has been standing still by now; 0 while it turns.',
      seconds(blockedMs),
    ),
    ...counts(
      'loopcheck.stalls',
      '{stall}',
      'Stalls of the event loop, by cause.',
      byCause(({ count }) => count),
    ),
    ...amounts(
      'loopcheck.stall.time',
      's',
      'Time for which the event loop stood still, by cause.',
      byCause(({ totalMs }) => seconds(totalMs)),
    ),
    ...counts('loopcheck.dropped_events', '{event}', 'Events that the trace has lost.', [[{}, droppedEvents]]),
  ];
}

/** The body of a POST to `/v1/metrics`: one resource, one scope. A figure that is not known is left out. */
function otlpRequest(figures: Figures, span: Span, { resource, loopcheckVersion }: Teller): string {
  return JSON.stringify({
    resourceMetrics: [
      {
        resource: attributesOf(resource),
        scopeMetrics: [{ scope: { name: 'loopcheck', version: loopcheckVersion }, metrics: metricsOf(figures, span) }],
      },
    ],
  });
}

export = { otlpRequest };
