import { differences } from '../compare/circumstances.js';
import { type ChangeStatus, compare, type SideFigures } from '../compare/compare.js';
import type { RunSummary } from '../compare/run-facts.js';
import { plural } from '../figures.js';
import type { Baseline, KnownCulprit } from './baseline.js';

/** A culprit beside what the baseline says of it. */
export interface BaselineChange {
  readonly fingerprint: string;
  readonly status: ChangeStatus;
  /** Null without a line. Of what is gone the lines are not known. */
  readonly location: {
    readonly file: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly function: string;
  } | null;
  readonly cause: { readonly kind: string; readonly api: string | null };
  /** As the baseline has it; null where it has not. */
  readonly before: Omit<SideFigures, 'runs'> | null;
  /** As the run has it; null where it is gone. */
  readonly after: Omit<SideFigures, 'runs'> | null;
}

/** What a run says against its baseline. */
export interface BaselineOutcome {
  /** As the user named it. */
  readonly file: string;
  readonly status: 'pass' | 'fail' | 'no-data';
  /** One sentence. */
  readonly reason: string;
  readonly new: readonly BaselineChange[];
  readonly worse: readonly BaselineChange[];
  /** Those that did not get worse; no budget counts them. */
  readonly known: readonly BaselineChange[];
  /** Not in the baseline, and too short to say that it is new: it may have been just below the threshold. */
  readonly unclear: readonly BaselineChange[];
  /** Not seen this time; `unclear` where a few of several runs had it, or it may be just below the threshold. */
  readonly gone: readonly BaselineChange[];
}

/** What a terminal would act on, or hide. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A verdict is one line. */
const MOST_NAME_CHARS = 60;

const NOTHING = { new: [], worse: [], known: [], unclear: [], gone: [] };

/** The baseline's culprits as a run, so that they are compared by the rules that two runs are. */
function asRun({ circumstances, culprits }: Baseline): RunSummary {
  return {
    name: 'baseline',
    hasData: true,
    circumstances,
    loop: { p50Ms: null, p99Ms: null, maxMs: null, utilization: null, blockedMs: null },
    culprits: culprits.map(({ fingerprint, file, function: name, kind, api, count, totalMs, worstMs, worstOwnMs }) => ({
      fingerprint,
      // Lines are not in the file, and nothing is compared by them.
      location: file === null ? null : { file, line: 0, column: 0, function: name },
      cause: { kind, api },
      count,
      totalMs,
      worstMs,
      worstOwnMs,
      isStarved: false,
    })),
    excused: [],
    problems: [],
  };
}

/**
 * Judges a run, null where nothing was seen, by its baseline in `file`. `seen` are the fingerprints that any of several runs
 * had: a culprit among them is not gone for certain, though most runs were without it.
 */
export function againstBaseline(
  run: RunSummary | null,
  baseline: Baseline,
  file: string,
  seen: ReadonlySet<string> = new Set(),
): BaselineOutcome {
  if (run === null)
    return { file, status: 'no-data', reason: `Nothing was seen that could be held against ${file}.`, ...NOTHING };
  const [other] = differences(baseline.circumstances, run.circumstances);
  if (other !== undefined) {
    const reason = `${file} was saved with ${other.before} and this run has ${other.after}: save a baseline for it.`;
    return { file, status: 'no-data', reason, ...NOTHING };
  }
  const before = new Map(baseline.culprits.map((one) => [one.fingerprint, one]));
  const changes = compare([asRun(baseline)], [run]).culprits.map(
    ({ fingerprint, status, location, cause, ...sides }): BaselineChange => ({
      fingerprint,
      status: status === 'gone' && seen.has(fingerprint) ? 'unclear' : status,
      location: sides.after === null ? placeOf(before.get(fingerprint)) : location,
      cause,
      before: withoutRuns(sides.before),
      after: withoutRuns(sides.after),
    }),
  );
  const of = (...wanted: ChangeStatus[]) => changes.filter(({ status }) => wanted.includes(status));
  const lists = {
    new: of('new'),
    worse: of('worse'),
    known: changes.filter(({ status, before, after }) => status !== 'worse' && before !== null && after !== null),
    unclear: changes.filter(({ status, before }) => status === 'unclear' && before === null),
    gone: changes.filter(({ after }) => after === null),
  };
  const isWorse = lists.new.length + lists.worse.length > 0;
  return { file, status: isWorse ? 'fail' : 'pass', reason: reasonOf(lists, file), ...lists };
}

function placeOf(one: KnownCulprit | undefined): BaselineChange['location'] {
  if (one === undefined || one.file === null) return null;
  return { file: one.file, line: null, column: null, function: one.function };
}

function withoutRuns(side: SideFigures | null): Omit<SideFigures, 'runs'> | null {
  if (side === null) return null;
  const { runs: _, ...figures } = side;
  return figures;
}

type Lists = Pick<BaselineOutcome, 'new' | 'worse' | 'known' | 'gone'>;

/** `1 culprit is new (app.js:12) and 1 is worse (b.js:3) than in baseline.json.` */
function reasonOf({ new: fresh, worse, known, gone }: Lists, file: string): string {
  if (fresh.length + worse.length === 0) {
    const counts = [known.length > 0 ? `${known.length} known` : '', gone.length > 0 ? `${gone.length} gone` : ''];
    const rest = counts.filter(Boolean).join(', ');
    return `No culprit is new or worse than in ${file}${rest === '' ? '' : ` (${rest})`}.`;
  }
  const verb = (count: number) => (count === 1 ? 'is' : 'are');
  const [one, other] = [worstPlace(fresh), worstPlace(worse)];
  if (fresh.length === 0)
    return `${plural(worse.length, 'culprit')} ${verb(worse.length)} worse${other} than in ${file}.`;
  const also = worse.length > 0 ? ` and ${worse.length} ${verb(worse.length)} worse${other}` : '';
  return `${plural(fresh.length, 'culprit')} ${verb(fresh.length)} new${one}${also}, against ${file}.`;
}

/** ` (app.js:12)` of the first with a line. */
function worstPlace(changes: readonly BaselineChange[]): string {
  const place = changes.find(({ location }) => location !== null)?.location;
  if (place === undefined || place === null) return '';
  // A verdict goes to terminals and logs as it is, and names of files may hold anything.
  const name = (place.file.split(/[\\/]/).at(-1) ?? '').replaceAll(UNSAFE, '?').slice(0, MOST_NAME_CHARS);
  return ` (${name}${place.line === null ? '' : `:${place.line}`})`;
}
