import { plural } from '../figures.js';
import { type Difference, differencesAmong } from './circumstances.js';
import {
  MIN_CHANGE_MS,
  MIN_CHANGE_SHARE,
  MIN_CHANGE_UTILIZATION,
  SIGNIFICANT_P,
  TOLERANCE_SHARE,
  TOLERANCE_UTILIZATION,
  toleranceMs,
} from './limits.js';
import { mannWhitney, smallestP } from './mann-whitney.js';
import { sameInOtherWords } from './other-cause.js';
import type { CulpritFigures, LoopFigures, RunSummary } from './run-facts.js';
import { mean, median } from './statistics.js';

/** `unclear`: seen on one side alone, in too few of its runs or too short to say that it is new or gone. */
export type ChangeStatus = 'new' | 'worse' | 'better' | 'gone' | 'unclear' | 'unchanged';

/** A culprit on one side: medians over all its runs, in which a run without it counts as 0. */
export interface SideFigures {
  /** In how many runs it was seen. */
  readonly runs: number;
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** What decides. */
  readonly worstOwnMs: number;
}

export interface CulpritChange extends Pick<CulpritFigures, 'fingerprint' | 'location' | 'cause'> {
  readonly status: ChangeStatus;
  /** What it was known by before, where that is another cause in the same function. */
  readonly formerly?: string;
  /** Null where no run of that side has it. */
  readonly before: SideFigures | null;
  readonly after: SideFigures | null;
  /** Of the rank test on the worst stall's own time in each run; null where there was none. */
  readonly p: number | null;
}

export interface LoopChange {
  readonly name: keyof LoopFigures;
  /** Medians; null without a figure. */
  readonly before: number | null;
  readonly after: number | null;
  readonly status: 'worse' | 'better' | 'unchanged' | null;
  readonly p: number | null;
}

/** What differs between two sets of runs. */
export interface Comparison {
  /** `mann-whitney`: by rank test. `threshold`: by a fixed tolerance, since there are too few runs for a test. */
  readonly method: 'mann-whitney' | 'threshold';
  /** What that means for these numbers of runs, one sentence. */
  readonly note: string;
  readonly runs: { readonly before: number; readonly after: number };
  /** Runs that saw nothing, and are left out. */
  readonly withoutData: readonly string[];
  /** What of the runs' traces could not be read, or is told in part; a sentence each. */
  readonly problems: readonly string[];
  /** Circumstances that differ all the same. */
  readonly differences: readonly Difference[];
  readonly loop: readonly LoopChange[];
  /** New and worse ones first, the longest first among each. */
  readonly culprits: readonly CulpritChange[];
  /** What neither side is blamed for: the machine's doing, what is deliberate, workers' jobs. */
  readonly excused: { readonly before: number; readonly after: number };
}

const ORDER: readonly ChangeStatus[] = ['new', 'worse', 'unclear', 'better', 'gone', 'unchanged'];

const LOOP: readonly (keyof LoopFigures)[] = ['p50Ms', 'p99Ms', 'maxMs', 'utilization', 'blockedMs'];

/** Whether one of them is new or worse: what a gate fails on. */
export function gotWorse(culprits: readonly Pick<CulpritChange, 'status'>[]): boolean {
  return culprits.some(({ status }) => status === 'new' || status === 'worse');
}

/** What keeps the runs from being compared; empty where they may be. */
export function obstacles(before: readonly RunSummary[], after: readonly RunSummary[]): readonly Difference[] {
  return differencesAmong([...before, ...after].filter(({ hasData }) => hasData).map((run) => run.circumstances));
}

/** Compares two sets of runs, of one or of many. Pure; each side needs a run that has data. */
export function compare(before: readonly RunSummary[], after: readonly RunSummary[]): Comparison {
  const all = [...before, ...after];
  const [first, second] = [before.filter(({ hasData }) => hasData), after.filter(({ hasData }) => hasData)];
  const isTested = smallestP(first.length, second.length) <= SIGNIFICANT_P;
  const known = new Map<string, CulpritFigures>();
  // The place is told as it is now, where it still is.
  for (const run of [...second, ...first])
    for (const culprit of run.culprits) if (!known.has(culprit.fingerprint)) known.set(culprit.fingerprint, culprit);
  const culprits = sameInOtherWords([...known.values()].map((one) => changeOf(one, first, second, isTested)));
  return {
    method: isTested ? 'mann-whitney' : 'threshold',
    note: noteOn(first.length, second.length, isTested),
    runs: { before: first.length, after: second.length },
    withoutData: all.filter(({ hasData }) => !hasData).map(({ name }) => name),
    problems: all.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
    differences: obstacles(first, second),
    loop: LOOP.map((name) => loopChange(name, first, second, isTested)),
    culprits: culprits.sort(byNews),
    excused: { before: excusedIn(first), after: excusedIn(second) },
  };
}

function noteOn(before: number, after: number, isTested: boolean): string {
  const percent = Math.round(TOLERANCE_SHARE * 100);
  const rule = `so a worst stall counts as longer from ${percent} % and ${toleranceMs(0)} ms on`;
  if (isTested)
    return `Judged by the rank test of Mann and Whitney over ${before} and ${plural(after, 'run')}: a change has p ≤ ${SIGNIFICANT_P}.`;
  if (before === 1 && after === 1) return `One run each proves little, ${rule}.`;
  return `${before} and ${plural(after, 'run')} are too few for a test (4 and 4 would do), ${rule}.`;
}

function excusedIn(runs: readonly RunSummary[]): number {
  return new Set(runs.flatMap(({ excused }) => excused)).size;
}

function changeOf(
  { fingerprint, location, cause }: CulpritFigures,
  before: readonly RunSummary[],
  after: readonly RunSummary[],
  isTested: boolean,
): CulpritChange {
  const figuresIn = (runs: readonly RunSummary[]) =>
    runs.map(({ culprits }) => culprits.find((one) => one.fingerprint === fingerprint));
  const [first, second] = [figuresIn(before), figuresIn(after)];
  const ownMs = (runs: readonly (CulpritFigures | undefined)[]) => runs.map((one) => one?.worstOwnMs ?? 0);
  const [firstMs, secondMs] = [ownMs(first), ownMs(second)];
  const test = isTested ? mannWhitney(firstMs, secondMs) : null;
  const sides = [sideOf(first), sideOf(second)] as const;
  const isStarved = second.some((one) => one?.isStarved === true);
  const seen = {
    isStarved,
    before: first.length,
    after: second.length,
    thresholdMs: thresholdOf([...before, ...after]),
  };
  const status = test === null ? byTolerance(sides, seen) : byTest(test, firstMs, secondMs);
  return { fingerprint, location, cause, status, before: sides[0], after: sides[1], p: test?.p ?? null };
}

function sideOf(runs: readonly (CulpritFigures | undefined)[]): SideFigures | null {
  const seen = runs.filter((one) => one !== undefined).length;
  if (seen === 0) return null;
  const middle = (name: 'count' | 'totalMs' | 'worstMs' | 'worstOwnMs') =>
    median(runs.map((one) => one?.[name] ?? 0)) ?? 0;
  return {
    runs: seen,
    count: middle('count'),
    totalMs: middle('totalMs'),
    worstMs: middle('worstMs'),
    worstOwnMs: middle('worstOwnMs'),
  };
}

function thresholdOf(runs: readonly RunSummary[]): number {
  return Math.max(...runs.map(({ circumstances }) => circumstances.thresholdMs));
}

/**
 * Of a side's runs more than half must have what the other side has in none, and by more than it could have missed:
 * a pause just below the threshold is no stall, and the next run's may be just above.
 */
function byTolerance(
  [before, after]: readonly [before: SideFigures | null, after: SideFigures | null],
  runs: { readonly before: number; readonly after: number; readonly thresholdMs: number; readonly isStarved: boolean },
): ChangeStatus {
  const unseenMs = runs.thresholdMs + toleranceMs(runs.thresholdMs);
  const isThere = (side: SideFigures | null, of: number) =>
    side !== null && side.runs * 2 > of && side.worstOwnMs > unseenMs;
  if (before === null) return isThere(after, runs.after) ? 'new' : 'unclear';
  if (after === null) return isThere(before, runs.before) ? 'gone' : 'unclear';
  return changed(before.worstOwnMs, after.worstOwnMs, toleranceMs(before.worstOwnMs, runs.isStarved));
}

function byTest({ p, above }: { p: number; above: number }, before: readonly number[], after: readonly number[]) {
  const isProven = p <= SIGNIFICANT_P;
  const isSeen = (side: readonly number[]) => side.some((ms) => ms > 0);
  if (!isSeen(before)) return isProven ? 'new' : 'unclear';
  if (!isSeen(after)) return isProven ? 'gone' : 'unclear';
  // What few runs have on both sides has medians of 0.
  const typical = isTypical(before) || isTypical(after) ? median : mean;
  const [first, second] = [typical(before) ?? 0, typical(after) ?? 0];
  if (!isProven || Math.abs(second - first) < Math.max(MIN_CHANGE_SHARE * first, MIN_CHANGE_MS)) return 'unchanged';
  return above > 0.5 ? 'worse' : 'better';
}

function isTypical(ownMs: readonly number[]): boolean {
  return (median(ownMs) ?? 0) > 0;
}

function changed(before: number, after: number, tolerance: number): 'worse' | 'better' | 'unchanged' {
  if (after > before + tolerance) return 'worse';
  return after < before - tolerance ? 'better' : 'unchanged';
}

function loopChange(
  name: keyof LoopFigures,
  before: readonly RunSummary[],
  after: readonly RunSummary[],
  isTested: boolean,
): LoopChange {
  const figures = (runs: readonly RunSummary[]) => runs.flatMap(({ loop }) => loop[name] ?? []);
  const [first, second] = [figures(before), figures(after)];
  const [one, other] = [median(first), median(second)];
  // A figure that some runs do not have stands on fewer runs than the test needs.
  const canTest = isTested && smallestP(first.length, second.length) <= SIGNIFICANT_P;
  const test = canTest ? mannWhitney(first, second) : null;
  if (one === null || other === null) return { name, before: one, after: other, status: null, p: null };
  const isShare = name === 'utilization';
  const floor = isShare ? MIN_CHANGE_UTILIZATION : 1;
  const tolerance = isShare ? Math.max(TOLERANCE_SHARE * one, TOLERANCE_UTILIZATION) : toleranceMs(one);
  const least = Math.max(MIN_CHANGE_SHARE * one, floor);
  const status =
    test === null
      ? changed(one, other, tolerance)
      : test.p <= SIGNIFICANT_P
        ? changed(one, other, least)
        : ('unchanged' as const);
  return { name, before: one, after: other, status, p: test?.p ?? null };
}

function byNews(a: CulpritChange, b: CulpritChange): number {
  const worst = ({ before, after }: CulpritChange) => Math.max(before?.worstOwnMs ?? 0, after?.worstOwnMs ?? 0);
  return (
    ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || worst(b) - worst(a) || (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}
