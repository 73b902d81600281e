/** The figures in Prometheus' text format 0.0.4. */
import type { DelayFigures, Figures, StallFigures } from './figures.cjs';

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** Each line's labels as they are written, and its value; a null is left out, for zero would be a measurement. */
  readonly samples: readonly (readonly [labels: string, value: number | null])[];
}

/** What HTTP calls the format. */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';
/** Nanoseconds: what is finer is the noise of binary fractions. */
const DECIMALS = 9;

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function gauge(name: string, help: string, value: number | null): Metric {
  return { name, type: 'gauge', help, samples: [['', value]] };
}

/** The loop's delay under the names that prom-client gives it. */
function delays({ minMs, maxMs, meanMs, stddevMs, p50Ms, p90Ms, p99Ms }: DelayFigures): Metric[] {
  const lag = (what: string, words: string, ms: number | null): Metric =>
    gauge(`nodejs_eventloop_lag_${what}_seconds`, `The ${words} of the event loop delays.`, seconds(ms));
  return [
    lag('min', 'minimum', minMs),
    lag('mean', 'mean', meanMs),
    lag('stddev', 'standard deviation', stddevMs),
    lag('p50', '50th percentile', p50Ms),
    lag('p90', '90th percentile', p90Ms),
    lag('p99', '99th percentile', p99Ms),
    lag('max', 'maximum', maxMs),
  ];
}

function loop({ utilization, activeMs, idleMs, blockedMs }: Figures): Metric[] {
  return [
    gauge('loopcheck_eventloop_utilization_ratio', 'Busy share of the event loop, 0 to 1.', utilization),
    {
      name: 'loopcheck_eventloop_seconds_total',
      type: 'counter',
      help: 'Time that the event loop was busy (active), and waited for events (idle).',
      samples: [
        ['{state="active"}', seconds(activeMs)],
        ['{state="idle"}', seconds(idleMs)],
      ],
    },
    gauge(
      'loopcheck_eventloop_blocked_seconds',
      'For how long the event loop has been standing still by now; 0 while it turns.',
      seconds(blockedMs),
    ),
  ];
}

function stallCounters(stalls: readonly StallFigures[] | null): Metric[] {
  const byCause = (value: (one: StallFigures) => number | null): Metric['samples'] =>
    (stalls ?? []).map((one) => [`{cause="${one.cause}"}`, value(one)]);
  return [
    {
      name: 'loopcheck_stalls_total',
      type: 'counter',
      help: 'Stalls of the event loop, by cause.',
      samples: byCause(({ count }) => count),
    },
    {
      name: 'loopcheck_stall_seconds_total',
      type: 'counter',
      help: 'Time for which the event loop stood still, by cause.',
      samples: byCause(({ totalMs }) => seconds(totalMs)),
    },
  ];
}

function metricsOf(figures: Figures): Metric[] {
  return [
    gauge('loopcheck_armed', 'Whether the probe watches: 1 if it does.', figures.armed ? 1 : 0),
    gauge('loopcheck_threshold_seconds', 'How long a pause is a stall.', seconds(figures.thresholdMs)),
    ...delays(figures.delay),
    ...loop(figures),
    ...stallCounters(figures.stalls),
    {
      name: 'loopcheck_dropped_events_total',
      type: 'counter',
      help: 'Events that the trace has lost.',
      samples: [['', figures.droppedEvents]],
    },
  ];
}

function textOf({ name, type, help, samples }: Metric): string {
  const lines = samples.flatMap(([labels, value]) =>
    value === null || !Number.isFinite(value) ? [] : [`${name}${labels} ${Number(value.toFixed(DECIMALS))}\n`],
  );
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/** The text. Times are in seconds. A figure that is not known is left out, and no label holds text from the trace. */
function prometheusText(figures: Figures): string {
  return metricsOf(figures).map(textOf).join('');
}

export = { prometheusText, CONTENT_TYPE };
