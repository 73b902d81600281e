import type { Diagnosis } from '../analyze/diagnosis.js';
import { withoutCulprits } from '../analyze/leave-out.js';
import type { Trace } from '../trace/trace.js';
import type { Baseline } from './baseline/baseline.js';
import { withBaseline } from './baseline/judge-baseline.js';
import { againstBaseline, type BaselineOutcome } from './baseline/outcome.js';
import { type Aggregate, aggregateRuns } from './compare/aggregate.js';
import { middleRun } from './compare/middle.js';
import { type RunSummary, summarize } from './compare/run-facts.js';
import { blindness, shortSight } from './proof.js';
import { judgeSeries, type SeriesFigure, type SeriesOutcome, spreadOf } from './series.js';
import type { Budgets, Judge, Judgement } from './verdict.js';

/** A run and what was found in it. */
export interface DiagnosedRun {
  readonly trace: Trace;
  readonly diagnosis: Diagnosis;
}

/** By what runs are judged. */
export interface Measures {
  readonly budgets: Budgets;
  /** Known culprits, with the name of their file; null where there is none. */
  readonly baseline: { readonly baseline: Baseline; readonly file: string } | null;
  /** Null for a single run. */
  readonly series: { readonly aggregate: Aggregate; readonly wanted: number } | null;
}

/** The judgement, and the index of the run that a report shows. */
export interface JudgedRuns {
  readonly judgement: Judgement;
  readonly shown: number;
}

/**
 * Judges one run, or several of the same target together, by budgets and a baseline. Culprits that the baseline knows, and
 * that did not get worse, are taken out of every run before its budgets are judged. `judge` judges a single run.
 */
export function judgeRuns(runs: readonly DiagnosedRun[], judge: Judge, measures: Measures): JudgedRuns {
  const { budgets, baseline, series } = measures;
  const aggregate = series?.aggregate ?? 'median';
  const summaries = runs.map(({ diagnosis }, index) => summarize(diagnosis, `run ${index + 1}`));
  const outcome =
    baseline === null
      ? null
      : provenBy(
          runs,
          againstBaseline(aggregateRuns(summaries, aggregate), baseline.baseline, baseline.file, seenIn(summaries)),
        );
  const single = runs.map(({ trace, diagnosis }) =>
    judge(outcome === null ? diagnosis : withoutCulprits(trace, diagnosis, fingerprintsOf(outcome)), budgets),
  );
  const shown = middleRun(summaries);
  const judgement =
    series === null ? single[shown] : seriesJudgement(runs, summaries, single, aggregate, series.wanted, shown);
  if (judgement === undefined) throw new TypeError('There is no run to judge.');
  return { judgement: outcome === null ? judgement : withBaseline(judgement, outcome), shown };
}

/** Runs of which most saw too little may convict, and acquit nobody. */
function provenBy(runs: readonly DiagnosedRun[], outcome: BaselineOutcome): BaselineOutcome {
  const flaws = runs.flatMap(({ diagnosis }) => blindness(diagnosis) ?? shortSight(diagnosis) ?? []);
  const [reason] = flaws;
  if (outcome.status !== 'pass' || reason === undefined || flaws.length * 2 <= runs.length) return outcome;
  return { ...outcome, status: 'no-data', reason };
}

function seenIn(runs: readonly RunSummary[]): ReadonlySet<string> {
  return new Set(runs.flatMap(({ culprits }) => culprits.map(({ fingerprint }) => fingerprint)));
}

function fingerprintsOf({ known }: BaselineOutcome): ReadonlySet<string> {
  return new Set(known.map(({ fingerprint }) => fingerprint));
}

function seriesJudgement(
  runs: readonly DiagnosedRun[],
  summaries: readonly RunSummary[],
  single: readonly Judgement[],
  aggregate: Aggregate,
  wanted: number,
  shown: number,
): Judgement {
  const failures = single.flatMap(({ verdict }, index) =>
    verdict.status === 'target-failed' ? [{ run: index + 1, reason: verdict.reason }] : [],
  );
  const series: SeriesOutcome = {
    runs: runs.length,
    wanted,
    aggregate,
    shown: shown + 1,
    failures,
    figures: figuresOf(runs, summaries),
  };
  return { ...judgeSeries(single, aggregate, failures), series };
}

/** The figures that people know from the report, over all the runs that saw something. */
function figuresOf(runs: readonly DiagnosedRun[], summaries: readonly RunSummary[]): readonly SeriesFigure[] {
  const loops = summaries.filter(({ hasData }) => hasData).map(({ loop }) => loop);
  const figure = (name: string, values: readonly number[]): readonly SeriesFigure[] => {
    const spread = spreadOf(values);
    return spread === null ? [] : [{ name, ...spread }];
  };
  const seen = runs.filter((_, index) => summaries[index]?.hasData === true);
  return [
    ...(['p50Ms', 'p99Ms', 'maxMs', 'utilization', 'blockedMs'] as const).flatMap((name) =>
      figure(
        name,
        loops.flatMap((loop) => loop[name] ?? []),
      ),
    ),
    ...figure(
      'stalls',
      seen.map(({ diagnosis }) => diagnosis.stalls.length),
    ),
  ];
}
