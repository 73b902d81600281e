import { type Command, Option } from 'commander';
import type { Finding } from '../analyze/diagnosis.js';
import { type BudgetRule, type Budgets, FLAT_NAMES, type Scope } from '../gate/budget.js';
import { errors } from './errors.js';
import { MAX_TIMER_MS, parseCount, parseShare, parseTime } from './units.js';

/** What commander, or a configuration, gathers of budgets, already parsed. */
export interface ParsedBudgets {
  readonly maxStall?: number;
  readonly maxP99?: number;
  readonly maxStalls?: number;
  readonly maxBlocked?: number;
  readonly maxBlockedShare?: number;
  readonly maxSyncCalls?: number;
  readonly maxUtilization?: number;
  readonly maxStartup?: number;
  readonly maxFindings?: readonly BudgetRule[];
  readonly requirePort?: boolean;
  readonly requireRequests?: number;
  readonly warmup?: number;
  /** From a configuration alone: those with a level or a scope too. */
  readonly rules?: readonly BudgetRule[];
}

const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'info'];

/** What `maxFindings` counts: `error` a severity, `total` errors and warnings, anything else an id. */
export function findingScope(of: string): Scope {
  const severity = SEVERITIES.find((one) => one === of);
  if (severity !== undefined) return { severity };
  return of === 'total' ? {} : { finding: of };
}

/** `3`, `error=0`, `blocking-call=2`. */
function parseFindings(value: string): BudgetRule {
  const equals = value.indexOf('=');
  const limit = parseCount('--max-findings', value.slice(equals + 1));
  if (equals === 0) throw errors.badArguments(`--max-findings got "${value}": name a severity or a finding's id.`);
  const scope = equals < 0 ? {} : findingScope(value.slice(0, equals));
  return { name: 'maxFindings', limit, level: 'error', scope };
}

type Parse = (option: string, value: string) => number;
const time: Parse = (option, value) => parseTime(option, value, { zero: true });

/** The flat budgets: flag, value, what it does, and how it is read. */
const FLAT: readonly (readonly [flag: string, value: string, text: string, parse: Parse])[] = [
  ['--max-stall', '<time>', 'fail when a stall is longer', time],
  ['--max-p99', '<time>', 'fail when the 99th percentile of loop delay is higher', time],
  ['--max-stalls', '<count>', 'fail when there are more stalls', parseCount],
  ['--max-blocked', '<time>', 'fail when the stalls are longer in all', time],
  ['--max-blocked-share', '<share>', 'fail when a loop is blocked for a larger share of its life (0 to 1)', parseShare],
  ['--max-sync-calls', '<count>', 'fail when more synchronous calls are made in stalls', parseCount],
  ['--max-utilization', '<share>', 'fail when the loop is busier (0 to 1)', parseShare],
  ['--max-startup', '<time>', 'fail when the startup takes longer', time],
];

/** The options of a gate, for every command that makes a report. */
export function addBudgetOptions(command: Command): Command {
  for (const [flag, value, text, parse] of FLAT) {
    command.addOption(new Option(`${flag} ${value}`, text).argParser((given: string) => parse(flag, given)));
  }
  return command
    .addOption(
      new Option(
        '--max-findings <count>',
        'fail when there are more findings; severity=count or id=count; may be repeated',
      ).argParser((value: string, before: unknown) => [
        ...((before as BudgetRule[] | undefined) ?? []),
        parseFindings(value),
      ]),
    )
    .addOption(
      new Option('--warmup <time>', 'budgets leave out what began before this time').argParser((value: string) =>
        parseTime('--warmup', value, { zero: true, maxMs: MAX_TIMER_MS }),
      ),
    )
    .addOption(new Option('--require-port', 'no data unless the target listened on a port'))
    .addOption(
      new Option('--require-requests <count>', 'no data unless so many HTTP requests were served').argParser(
        (value: string) => parseCount('--require-requests', value),
      ),
    );
}

type Subject = Pick<BudgetRule, 'name' | 'scope'>;

function scopeKey({ name, scope }: Subject): string {
  return JSON.stringify([name, Object.entries(scope).sort()]);
}

/** Of rules about the same, the last one counts, at its own place. */
export function latestRules<R extends Subject>(rules: readonly R[]): readonly R[] {
  const latest = new Map<string, R>();
  for (const rule of rules) {
    latest.delete(scopeKey(rule));
    latest.set(scopeKey(rule), rule);
  }
  return [...latest.values()];
}

/** The limits: those of flags win over a configuration's about the same. */
export function budgetsOf(parsed: ParsedBudgets): Budgets {
  const flat: Budgets = {
    maxStallMs: parsed.maxStall,
    maxP99Ms: parsed.maxP99,
    maxStalls: parsed.maxStalls,
    maxBlockedMs: parsed.maxBlocked,
    maxBlockedShare: parsed.maxBlockedShare,
    maxSyncCalls: parsed.maxSyncCalls,
    maxUtilization: parsed.maxUtilization,
    maxStartupMs: parsed.maxStartup,
  } as { [name in keyof Budgets]: never };
  const isFlagged = ({ name, scope }: BudgetRule) =>
    Object.keys(scope).length === 0 && name !== 'maxFindings' && flat[name] !== undefined;
  const kept = (parsed.rules ?? []).filter((rule) => !isFlagged(rule));
  const rules = latestRules([...kept, ...(parsed.maxFindings ?? [])]);
  return {
    ...Object.fromEntries(FLAT_NAMES.flatMap((name) => (flat[name] === undefined ? [] : [[name, flat[name]]]))),
    ...(rules.length === 0 ? {} : { rules }),
    ...(parsed.requirePort === true ? { requirePort: true } : {}),
    ...(parsed.requireRequests === undefined ? {} : { requireRequests: parsed.requireRequests }),
  };
}
