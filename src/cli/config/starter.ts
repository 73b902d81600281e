import type { Diagnosis } from '../../analyze/diagnosis.js';
import { BLOCKED_STARTUP_MS } from '../../analyze/thresholds.js';
import type { BudgetName } from '../../gate/budget.js';
import { evidenceFor } from '../../gate/evidence.js';
import { formatMs, formatShare, plural } from '../../gate/figures.js';
import { GAUGES } from '../../gate/gauges/index.js';

/** Figures of one run are no law: limits leave them a quarter more, and never less than the threshold. */
const MARGIN = 1.25;
/** Limits are round: two digits of a time are all that a run can tell. */
const DIGITS = 2;

function roundUp(value: number): number {
  if (value <= 0) return 0;
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) + 1 - DIGITS);
  return Math.ceil(value / step) * step;
}

interface Limit {
  readonly name: BudgetName;
  /** What is measured, after the figure. */
  readonly why: string;
  readonly from: (actual: number, thresholdMs: number) => number;
}

const time = (actual: number) => roundUp(actual * MARGIN);

const RUN: readonly Limit[] = [
  {
    name: 'maxStartupMs',
    why: 'from the first line until the loop was free',
    from: (actual) => Math.max(BLOCKED_STARTUP_MS, time(actual)),
  },
  {
    name: 'maxP99Ms',
    why: 'delay of the loop, 99th percentile',
    from: (actual, thresholdMs) => Math.max(thresholdMs, time(actual)),
  },
];

const RUNNING: readonly Limit[] = [
  {
    name: 'maxStallMs',
    why: 'the longest that the code held the loop in one go',
    from: (actual, thresholdMs) => Math.max(thresholdMs, time(actual)),
  },
  { name: 'maxStalls', why: 'a count is not made larger by a busy machine', from: (actual) => actual },
  { name: 'maxBlockedMs', why: 'all stalls together', from: time },
];

/** One line of the file: the limit, and the figure that it comes from. What was not measured is left out. */
function line(diagnosis: Diagnosis, { name, why, from }: Limit, phase: 'running' | null, indent: string): string[] {
  const gauge = GAUGES[name];
  const measured = gauge.measure(evidenceFor(diagnosis, phase === null ? {} : { phase }), Number.POSITIVE_INFINITY);
  if (measured === null) return [`${indent}// ${name}: not measured in that run`];
  const { actual } = measured;
  const figure = { ms: formatMs, share: formatShare, count: (count: number) => plural(count, 'time') }[gauge.unit](
    actual,
  );
  return [`${indent}// measured: ${figure} (${why})`, `${indent}${name}: ${from(actual, diagnosis.thresholdMs)},`];
}

/** The text of a first `loopcheck.config.mjs`, with limits that this run keeps. */
export function starter(diagnosis: Diagnosis): string {
  return [
    '// Options and budgets of loopcheck: docs/configuration.md tells them all. Flags win over this file.',
    '// Its limits are what one run showed and a quarter more. Tighten them, or set a level of "warn" to be told only:',
    "//   maxStallMs: { limit: '100ms', level: 'warn' }",
    '',
    'export default {',
    '  // A pause of the loop at least this long is a stall.',
    `  threshold: ${diagnosis.thresholdMs},`,
    '  budgets: {',
    ...RUN.flatMap((limit) => line(diagnosis, limit, null, '    ')),
    '    running: {',
    ...RUNNING.flatMap((limit) => line(diagnosis, limit, 'running', '      ')),
    '    },',
    '    // Findings by severity or id.',
    `    maxFindings: { error: ${diagnosis.findings.filter(({ severity }) => severity === 'error').length} },`,
    '    // Tighter limits for one route, file, worker or process:',
    "    // scopes: [{ route: 'GET /api/*', maxStallMs: 20 }, { file: 'src/db/**', maxStalls: 0 }],",
    '  },',
    ...(diagnosis.served.listened.length > 0
      ? ['  // A server that never served proves nothing.', '  requirePort: true,']
      : []),
    '};',
    '',
  ].join('\n');
}
