import { type Aggregate, aggregated } from './compare/aggregate.js';
import { median } from './compare/statistics.js';
import { formatCount, formatMs, formatShare, plural } from './figures.js';
import { sureness, type Weighed } from './sureness.js';
import { type BudgetResult, isBinding, type Judgement, type Verdict } from './verdict.js';

/** How a figure lay over several runs. */
export interface RunSpread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface SeriesFigure extends RunSpread {
  /** `p99Ms` …, `stalls`. */
  readonly name: string;
}

/** A target that failed in one of several runs. */
export interface RunFailure {
  /** Counts from 1. */
  readonly run: number;
  /** One sentence. */
  readonly reason: string;
}

/** What there is to say of several runs as such. */
export interface SeriesOutcome {
  readonly runs: number;
  /** More where the series was ended early. */
  readonly wanted: number;
  readonly aggregate: Aggregate;
  /** Which of them the report shows, counted from 1. */
  readonly shown: number;
  readonly failures: readonly RunFailure[];
  readonly figures: readonly SeriesFigure[];
}

/** The spread of some figures; null without any. */
export function spreadOf(values: readonly number[]): RunSpread | null {
  const middle = median(values);
  return middle === null ? null : { min: Math.min(...values), median: middle, max: Math.max(...values) };
}

/** A figure by its name's unit: `12 ms`, `30 %`, `7`. */
export function namedFigure(name: string, value: number): string {
  if (name.endsWith('Ms')) return formatMs(value);
  if (/share$|utilization$/i.test(name)) return formatShare(value);
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toFixed(1)));
}

/** `90 ms – 140 ms`, `120 ms` where all runs agree. */
export function namedRange(name: string, { min, max }: RunSpread): string {
  const [from, to] = [namedFigure(name, min), namedFigure(name, max)];
  return from === to ? from : `${from} – ${to}`;
}

/** By each budget's figure over all the runs; a run that did not measure it may have had any. */
function statusOver(results: readonly BudgetResult[], limit: number, aggregate: Aggregate): BudgetResult['status'] {
  const isKnown = ({ status, actual }: BudgetResult) => status !== 'no-data' && actual !== null;
  const low = results.map(({ actual }) => actual ?? 0);
  const high = results.map((one) => (isKnown(one) ? (one.actual ?? 0) : Number.POSITIVE_INFINITY));
  const least = aggregated(low, aggregate) ?? 0;
  const most = aggregated(high, aggregate) ?? Number.POSITIVE_INFINITY;
  return least > limit ? 'fail' : most <= limit ? 'pass' : 'no-data';
}

/** A verdict by the median is sure from this probability on that the median of all possible runs lies on the same side. */
const SURE = 0.9;

/**
 * The probability that more than half of all possible runs lie on the side on which `count` of `runs` lay, nothing being
 * known before: that of at most `count` heads in `runs + 1` throws of a coin (the beta distribution at one half).
 */
function sameSide(count: number, runs: number): number {
  let ways = 1;
  let sum = 1;
  for (let heads = 1; heads <= count; heads += 1) {
    ways = (ways * (runs + 2 - heads)) / heads;
    sum += ways;
  }
  return sum / 2 ** (runs + 1);
}

/** Why more runs might be judged otherwise; null where that is not to be expected, and for the largest and the smallest. */
function doubtOf(results: readonly BudgetResult[], aggregate: Aggregate): string | null {
  const [first] = results;
  if (first === undefined) return null;
  const { name, limit } = first;
  const runs = results.length;
  const over = results.filter(({ actual }) => actual !== null && actual > limit).length;
  const many = `${name} was over its limit in ${over} of ${plural(runs, 'run')}`;
  if (aggregate === 'median') {
    const under = results.filter(({ actual }) => actual !== null && actual <= limit).length;
    const probability = sameSide(Math.max(over, under), runs);
    if (probability >= SURE) return null;
    return `${many}: the median of more runs lies on the same side with a probability of ${formatShare(probability)}.`;
  }
  if (aggregate !== 'mean') return null;
  const status = statusOver(results, limit, aggregate);
  const hangsOnOne = runs > 1 && results.some((one) => statusOver(without(results, one), limit, aggregate) !== status);
  return hangsOnOne ? `${many}, and without one of them their mean would be on the other side.` : null;
}

function without<T>(all: readonly T[], one: T): readonly T[] {
  return all.filter((each) => each !== one);
}

function overRuns(results: readonly BudgetResult[], aggregate: Aggregate): Weighed | null {
  const [first] = results;
  if (first === undefined) return null;
  const { limit } = first;
  const known = results.flatMap(({ actual }) => actual ?? []);
  const spread = spreadOf(known);
  const over = results.filter(({ actual }) => actual !== null && actual > limit).length;
  const runs = results.length;
  const result = {
    ...first,
    actual: aggregated(known, aggregate),
    status: statusOver(results, limit, aggregate),
    ...(spread === null ? {} : { spread: { ...spread, runs, over } }),
  };
  return { result, doubt: doubtOf(results, aggregate) };
}

/**
 * Judges several runs of one target by what each was judged. Each run has the same budgets in the same order. `failures`
 * are those of the target, which weigh more than any budget.
 */
export function judgeSeries(
  runs: readonly Judgement[],
  aggregate: Aggregate,
  failures: readonly RunFailure[],
): Pick<Judgement, 'budgets' | 'verdict'> {
  const [first] = runs;
  const weighed = (first?.budgets ?? []).flatMap(
    (_, index) =>
      overRuns(
        runs.flatMap(({ budgets }) => budgets[index] ?? []),
        aggregate,
      ) ?? [],
  );
  const budgets = weighed.map(({ result }) => result);
  const verdict = decide(runs, budgets, aggregate, failures);
  return { budgets, verdict: { ...verdict, ...sureness(verdict.status, weighed) } };
}

function told({ name, limit, actual, spread }: BudgetResult): string {
  if (actual === null) return name;
  const range = spread === undefined || spread.min === spread.max ? '' : `${namedRange(name, spread)}, `;
  return `${name} ${namedFigure(name, actual)} (${range}limit ${namedFigure(name, limit)})`;
}

function decide(
  runs: readonly Judgement[],
  all: readonly BudgetResult[],
  aggregate: Aggregate,
  failures: readonly RunFailure[],
): Verdict {
  const budgets = all.filter(isBinding);
  const of = (status: BudgetResult['status']) => budgets.filter((one) => one.status === status);
  const [broken, unknown] = [of('fail'), of('no-data')];
  const series = `${aggregate} of ${plural(runs.length, 'run')}`;
  const breach = `${plural(broken.length, 'budget')} ${broken.length === 1 ? 'is' : 'are'} broken by the ${series}: ${broken.map(told).join(', ')}.`;
  const [failure] = failures;
  if (failure !== undefined) {
    const reason = `The target failed in ${failures.length} of ${plural(runs.length, 'run')}; run ${failure.run}: ${failure.reason}`;
    return { status: 'target-failed', reason: broken.length > 0 ? `${reason} ${breach}` : reason };
  }
  if (broken.length > 0) return { status: 'fail', reason: breach };
  const blind = runs.filter(({ verdict }) => verdict.status === 'no-data');
  const why = blind[0]?.verdict.reason ?? '';
  if (unknown.length > 0 || (budgets.length === 0 && blind.length === runs.length)) {
    const names = unknown.map(({ name }) => name).join(', ');
    const reason = names === '' ? why : `Too few of ${plural(runs.length, 'run')} could be judged by ${names}. ${why}`;
    return { status: 'no-data', reason: reason.trim() };
  }
  if (budgets.length === 0)
    return { status: 'pass', reason: `No budget was set; the target ran ${runs.length} times.` };
  const held = budgets.length === 1 ? 'The budget holds' : `All ${budgets.length} budgets hold`;
  return { status: 'pass', reason: `${held} by the ${series}: ${budgets.map(told).join(', ')}.` };
}
