import type { Culprit, Finding, Location, Stall } from '../../analyze/diagnosis.js';
import { formatCount, formatMs, plural, times } from '../../gate/figures.js';
import { nameOfPackage } from '../cures/packages.js';
import { visible } from '../text/clean.js';
import { clipEnd, clipStart } from '../text/width.js';

/** What wording may say: gathered once from a finding and its stalls, every name cleaned. */
export interface Facts {
  readonly id: string;
  readonly severity: Finding['severity'];
  /** `` `loadUsers` ``, or `the code` where the function has no name. */
  readonly fn: string;
  /** `app.js:12`; null when nobody's code is to blame. */
  readonly where: string | null;
  readonly api: string | null;
  readonly pattern: string | null;
  /** The package that the user's line called and that was at work for most of the worst stall. */
  readonly dependency: string | null;
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** Of the worst stall, as the analysis told it. */
  readonly evidence: string;
  /** What else the detector measured. */
  readonly figures: Finding['evidence'];
  readonly startup: boolean;
  /** Requests that waited; 0 where none are known of. */
  readonly requests: number;
  readonly timers: number;
  /** The target ended inside one of the stalls. */
  readonly ongoing: boolean;
}

/** Names in a joke are cut, so that it fits two lines; the facts beside it show them whole. */
const NAME_COLUMNS = 20;
const WHERE_COLUMNS = 22;

const NAMELESS = /^(?:|<anonymous>|\(anonymous\)|Object\.<anonymous>|anonymous)$/;
const TOP_LEVEL = /^(?:<module>|<top-level>|\(top[- ]level\))$/;

/** `` `loadUsers` ``; `the code` where there is no name to tell. */
export function functionName(name: string, columns = Number.POSITIVE_INFINITY): string {
  if (NAMELESS.test(name)) return 'the code';
  if (TOP_LEVEL.test(name)) return 'top-level code';
  return `\`${clipEnd(visible(name).replaceAll('`', "'"), columns)}\``;
}

/** `app.js:12`: the file's own name and the line. */
export function shortPlace(location: Location, columns = Number.POSITIVE_INFINITY): string {
  const base = location.file.split(/[\\/]/).at(-1) || location.file;
  return clipStart(`${visible(base)}:${location.line}`, columns);
}

/** The longest of `stalls`; undefined when there is none. */
export function worstOf(stalls: readonly Stall[]): Stall | undefined {
  return stalls.reduce<Stall | undefined>(
    (worst, stall) => (worst === undefined || stall.durationMs > worst.durationMs ? stall : worst),
    undefined,
  );
}

function sum(values: readonly (number | null)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

function text(value: string | number | boolean | null | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function amount(value: string | number | boolean | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A package on the stack for less of the stall did not make it. */
const DEPENDENCY_SHARE = 0.5;

/** The package nearest under the blamed line. */
function dependencyOf({ location, stack }: Stall): string | null {
  const blamed = stack.findIndex(({ file, line }) => file === location?.file && line === location.line);
  const under = stack
    .slice(0, Math.max(0, blamed))
    .filter(({ origin, share }) => origin === 'dep' && share >= DEPENDENCY_SHARE);
  const label = under.at(-1)?.package ?? null;
  return label === null ? null : nameOfPackage(label);
}

function cleaned(name: string | null): string | null {
  return name === null ? null : visible(name);
}

/** The facts of a finding; `stalls` are those it names. */
export function factsOfFinding(finding: Finding, stalls: readonly Stall[]): Facts {
  const worst = worstOf(stalls);
  const { api: namedApi, pattern, worstMs, evidence } = finding.evidence;
  const api = text(namedApi) ?? worst?.cause.api ?? null;
  return {
    id: finding.id,
    severity: finding.severity,
    fn: functionName(finding.location?.function ?? ''),
    where: finding.location === null ? null : shortPlace(finding.location),
    api: cleaned(api),
    pattern: cleaned(text(pattern) ?? worst?.cause.pattern ?? null),
    dependency: worst === undefined ? null : dependencyOf(worst),
    count: finding.count,
    totalMs: finding.totalMs,
    worstMs: worst?.durationMs ?? amount(worstMs) ?? finding.totalMs,
    evidence: visible(worst?.cause.evidence ?? text(evidence) ?? ''),
    figures: finding.evidence,
    startup: stalls.length > 0 && stalls.every(({ phase }) => phase === 'startup'),
    requests: sum(stalls.map(({ delayed }) => delayed.requests)),
    timers: sum(stalls.map(({ delayed }) => delayed.timers)),
    ongoing: stalls.some(({ ongoing }) => ongoing),
  };
}

/** The facts of a culprit that no finding speaks for. */
export function factsOfCulprit(culprit: Culprit, id: string, stalls: readonly Stall[]): Facts {
  const { location, count, totalMs, stallIds } = culprit;
  const finding: Finding = { id, severity: 'info', location, count, totalMs, stallIds, evidence: {} };
  return { ...factsOfFinding(finding, stalls), worstMs: culprit.worstMs };
}

/** `for 430 ms`, or `3 times, 1.2 s in all and 900 ms at worst`. */
export function howLong(facts: Facts): string {
  if (facts.count === 1) return `for ${formatMs(facts.totalMs)}`;
  return `${times(facts.count)}, ${formatMs(facts.totalMs)} in all and ${formatMs(facts.worstMs)} at worst`;
}

/** `1,000`; `some` for what was not measured. */
export function figure(value: Finding['evidence'][string] | undefined): string {
  return typeof value === 'number' && Number.isFinite(value) ? formatCount(value) : 'some';
}

/** `` in `loadUsers` (app.js:12) ``; empty when nobody's code is to blame. */
export function inPlace(facts: Facts): string {
  if (facts.where === null) return '';
  return facts.fn.startsWith('`') ? ` in ${facts.fn} (${facts.where})` : ` at ${facts.where}`;
}

/** ` 4 requests and 2 timers waited.`; empty when nobody is known to have waited. */
export function whoWaited({ requests, timers }: Facts): string {
  const waiting = [requests > 0 ? plural(requests, 'request') : '', timers > 0 ? plural(timers, 'timer') : ''];
  const list = waiting.filter(Boolean).join(' and ');
  return list === '' ? '' : ` ${list} waited for it.`;
}

/** The slots of a roast and what fills them. */
export type Slots = Readonly<Record<'fn' | 'where' | 'ms' | 'count' | 'api' | 'n', string>>;

/** Fills the slots; names are cut to what a joke can carry. */
export function slotsOf(facts: Facts): Slots {
  const name = facts.fn.startsWith('`') ? `\`${clipEnd(facts.fn.slice(1, -1), NAME_COLUMNS)}\`` : facts.fn;
  const call = facts.api === null ? 'one call' : `\`${clipEnd(callName(facts.api), NAME_COLUMNS)}\``;
  return {
    fn: name,
    where: facts.where === null ? 'parts unknown' : clipStart(facts.where, WHERE_COLUMNS),
    ms: formatMs(facts.worstMs),
    count: times(facts.count),
    api: call,
    n: figure(facts.figures['n']),
  };
}

/** `execSync` for `child_process.execSync`; `JSON.parse`, `Atomics.wait` and specifiers stay as they are. */
function callName(api: string): string {
  return /^[a-z_]+\.[A-Za-z0-9]+$/.test(api) ? api.slice(api.indexOf('.') + 1) : api;
}
