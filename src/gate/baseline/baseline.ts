import type { CauseKind } from '../../analyze/diagnosis.js';
import { steadyPath } from '../../analyze/steady-path.js';
import type { Circumstances, CulpritFigures, RunSummary } from '../compare/run-facts.js';
import { fields, figure, headed, listOf, orNull, type Read, text, word } from '../saved/fields.js';

export const BASELINE_FORMAT = 'loopcheck-baseline';
export const BASELINE_VERSION = 1;

/** A culprit that a team knows and lives with for now. */
export interface KnownCulprit {
  readonly fingerprint: string;
  /** For readers of the file; the fingerprint alone decides. As in docs/fingerprints.md; null without a line. */
  readonly file: string | null;
  readonly function: string;
  readonly kind: CauseKind;
  readonly api: string | null;
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** What a later run is judged by. */
  readonly worstOwnMs: number;
}

export interface Baseline {
  readonly format: typeof BASELINE_FORMAT;
  readonly version: typeof BASELINE_VERSION;
  readonly circumstances: Circumstances;
  /** By file and function, so that a change of one is a change of few lines. */
  readonly culprits: readonly KnownCulprit[];
}

/** The baseline that a run gives. Files are told from `cwd` on: it is committed, and says nothing of the machine. */
export function baselineOf(run: RunSummary, cwd: string): Baseline {
  return {
    format: BASELINE_FORMAT,
    version: BASELINE_VERSION,
    circumstances: run.circumstances,
    culprits: inOrder(run.culprits.map((culprit) => known(culprit, cwd))),
  };
}

function known({ location, cause, ...figures }: CulpritFigures, cwd: string): KnownCulprit {
  return {
    fingerprint: figures.fingerprint,
    file: location === null ? null : steadyPath(location.file, cwd),
    function: location?.function ?? '',
    kind: cause.kind,
    api: cause.api,
    count: figures.count,
    totalMs: inTenths(figures.totalMs),
    worstMs: inTenths(figures.worstMs),
    worstOwnMs: inTenths(figures.worstOwnMs),
  };
}

function inTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

export function inOrder(culprits: readonly KnownCulprit[]): readonly KnownCulprit[] {
  const key = (one: KnownCulprit) =>
    [one.file ?? '', one.function, one.kind, one.api ?? '', one.fingerprint].join('\0');
  return [...culprits].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The text of a baseline's file. */
export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

const culprit: Read<KnownCulprit> = (value, path) => {
  const one = fields(value, path);
  return {
    fingerprint: text(one['fingerprint'], `${path}.fingerprint`),
    file: orNull(text)(one['file'], `${path}.file`),
    function: text(one['function'], `${path}.function`),
    kind: text(one['kind'], `${path}.kind`) as CauseKind,
    api: orNull(text)(one['api'], `${path}.api`),
    count: figure(one['count'], `${path}.count`),
    totalMs: figure(one['totalMs'], `${path}.totalMs`),
    worstMs: figure(one['worstMs'], `${path}.worstMs`),
    worstOwnMs: figure(one['worstOwnMs'], `${path}.worstOwnMs`),
  };
};

/** Reads a baseline from parsed JSON. Throws a TypeError whose message is a clause: what is wrong with it. */
export function readBaseline(json: unknown): Baseline {
  const file = headed(json, BASELINE_FORMAT, BASELINE_VERSION);
  const circumstances = fields(file['circumstances'], 'circumstances');
  return {
    format: BASELINE_FORMAT,
    version: BASELINE_VERSION,
    circumstances: {
      sampler: word(circumstances['sampler'], 'circumstances.sampler'),
      mode: word(circumstances['mode'], 'circumstances.mode'),
      thresholdMs: figure(circumstances['thresholdMs'], 'circumstances.thresholdMs'),
      nodeMajor: orNull(figure)(circumstances['nodeMajor'], 'circumstances.nodeMajor'),
      fingerprints: orNull(figure)(circumstances['fingerprints'], 'circumstances.fingerprints'),
    },
    culprits: listOf(culprit)(file['culprits'], 'culprits'),
  };
}
