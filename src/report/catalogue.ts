import type { Limit, Need, Traits } from '../analyze/detectors/detector.js';
import { TRAITS } from '../analyze/detectors/index.js';
import { formatCount, formatMs, formatShare } from '../gate/figures.js';
import { docsOf, wordingOf } from './roast/table.js';

/** One row of the table of findings: what the detector knows of itself, and what it is called. */
export interface Entry extends Traits {
  /** `Blocking call`. */
  readonly name: string;
  /** What it is, in one line. */
  readonly summary: string;
  /** Its page, from the package's root. */
  readonly docs: string;
}

/** Every finding and every cause with a page: what help, `explain`, the index of the pages and machine formats list. */
export const CATALOGUE: readonly Entry[] = TRAITS.map((traits) => {
  const { name, summary } = wordingOf(traits.id);
  return { ...traits, name, summary, docs: docsOf(traits.id) };
});

/** The row of finding `id`; undefined for an id that is none. */
export function entryOf(id: string): Entry | undefined {
  return CATALOGUE.find((entry) => entry.id === id);
}

/** Whether it takes `--deep` to find it. */
export function needsDeep({ needs }: Pick<Entry, 'needs'>): boolean {
  return needs.includes('deep');
}

const BYTES_PER_MB = 1 << 20;

const FIGURES: Readonly<Record<Limit['unit'], (value: number) => string>> = {
  ms: formatMs,
  share: formatShare,
  count: formatCount,
  bytes: (value) => `${formatCount(value / BYTES_PER_MB)} MB`,
};

/** `100 ms`, `25 %`, `8 MB`: the limit's figure with its unit. */
export function limitFigure({ unit, value }: Limit): string {
  return FIGURES[unit](value);
}

/** A limit and its reason in one sentence, as the finding's page has it: `100 ms …: that is when …`. */
export function limitSentence(limit: Limit): string {
  return `${limitFigure(limit)} ${limit.of}: ${limit.why}.`;
}

/** `error, warning or info`; a note for what is nobody's fault. */
export function severityWords({ severities }: Pick<Entry, 'severities'>): string {
  if (severities.length === 0) return 'a note';
  return severities.join(', ').replace(/, (\w+)$/, ' or $1');
}

/** What each need stands for, to go after "seen in". */
const NEED_WORDS: Readonly<Record<Need, string>> = {
  stalls: 'stalls',
  health: 'the loop’s health',
  gc: 'garbage collections',
  operations: 'operations in flight',
  pool: 'the thread pool’s queue',
  errors: 'errors and warnings',
  handles: 'open handles',
  writes: 'writes to streams',
  calls: 'timed calls',
  deep: 'promises (`--deep`)',
};

/** `stalls, garbage collections`: what it is found in. */
export function needWords({ needs }: Pick<Entry, 'needs'>): string {
  return needs.map((need) => NEED_WORDS[need]).join(', ');
}

/** The ids for the help of `explain`: a line each, with what it is. */
export function listIds(): string {
  const width = Math.max(...CATALOGUE.map(({ id }) => id.length)) + 2;
  const rows = CATALOGUE.map(({ id, summary }) => `  ${id.padEnd(width)}${summary.replaceAll('`', '')}\n`);
  return `Findings:\n${rows.join('')}`;
}
