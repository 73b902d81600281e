import type { CauseKind } from '../analyze/diagnosis.js';
import type { Renderer } from './renderer.js';
import type { Report, Stall } from './report.js';

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  /** Each line's labels as they are written, and its value; a null is left out, for zero would be a measurement. */
  readonly samples: readonly (readonly [labels: string, value: number | null])[];
}

/** Keyed, so that the compiler misses a cause that is missing here. */
const CAUSES: Readonly<Record<CauseKind, true>> = {
  'sync-call': true,
  'sleep-loop': true,
  regex: true,
  json: true,
  cpu: true,
  gc: true,
  'module-load': true,
  'microtask-flood': true,
  native: true,
  'cpu-starved': true,
  suspended: true,
};

/** Nanoseconds: what is finer is the noise of binary fractions. */
const DECIMALS = 9;

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}

function gauge(name: string, help: string, value: number | null): Metric {
  return { name, type: 'gauge', help, samples: [['', value]] };
}

function byCause(stalls: readonly Stall[], sumOf: (some: readonly Stall[]) => number): Metric['samples'] {
  return Object.keys(CAUSES).map((kind) => [
    `{cause="${kind}"}`,
    sumOf(stalls.filter(({ cause }) => cause.kind === kind)),
  ]);
}

/** The loop's delay under the names that prom-client gives it. */
function delays({ loop }: Report): Metric[] {
  const lag = (what: string, words: string, ms: number | null): Metric =>
    gauge(`nodejs_eventloop_lag_${what}_seconds`, `The ${words} of the event loop delays.`, seconds(ms));
  return [
    lag('mean', 'mean', loop.meanMs),
    lag('p50', '50th percentile', loop.p50Ms),
    lag('p90', '90th percentile', loop.p90Ms),
    lag('p99', '99th percentile', loop.p99Ms),
    lag('max', 'maximum', loop.maxMs),
  ];
}

/** Stalls of a run that was seen; a worker at its work is not one, as for the budgets. */
function stallCounters(report: Report): Metric[] {
  const stalls = report.stalls.filter(({ atWork }) => !atWork);
  const total = (some: readonly Stall[]): number => some.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [
    {
      name: 'loopcheck_stalls_total',
      type: 'counter',
      help: 'Stalls of the event loop in this run, by cause.',
      samples: byCause(stalls, (some) => some.length),
    },
    {
      name: 'loopcheck_stall_seconds_total',
      type: 'counter',
      help: 'Time for which the event loop stood still in this run, by cause.',
      samples: byCause(stalls, (some) => seconds(total(some)) ?? 0),
    },
    {
      name: 'loopcheck_dropped_events_total',
      type: 'counter',
      help: 'Events that the trace of this run has lost.',
      samples: [['', report.probe.droppedEvents]],
    },
  ];
}

function metricsOf(report: Report): Metric[] {
  const { armed } = report.probe;
  return [
    gauge('loopcheck_armed', 'Whether the probe watched this run: 1 if it did.', armed ? 1 : 0),
    gauge('loopcheck_threshold_seconds', 'How long a pause is a stall.', seconds(report.thresholdMs)),
    ...delays(report),
    gauge('loopcheck_eventloop_utilization_ratio', 'Busy share of the event loop, 0 to 1.', report.loop.utilization),
    ...(armed ? stallCounters(report) : []),
  ];
}

function text({ name, type, help, samples }: Metric): string {
  const lines = samples.flatMap(([labels, value]) =>
    value === null || !Number.isFinite(value) ? [] : [`${name}${labels} ${Number(value.toFixed(DECIMALS))}\n`],
  );
  return lines.length === 0 ? '' : `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/**
 * The run's figures in Prometheus' text format 0.0.4, for the textfile collector of node_exporter. Times are in seconds.
 * A figure that is not known is left out, and no label holds text from the trace.
 */
export const prometheus: Renderer = { render: (report) => metricsOf(report).map(text).join('') };
