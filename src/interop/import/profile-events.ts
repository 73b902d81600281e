import type { ImportedFrom, ProcessEvent } from '../../trace/events.js';
import { type ImportedProcess, importedHeader, type ProcessFacts, SHORTEST_STALL_NS } from './capture.js';
import { closedStall } from './closed-stall.js';
import { type Profile, type ProfileNode, pathOf, stateOf } from './profile.js';
import { ProfilePlaces } from './profile-places.js';
import { type BusySpan, busySpans, inSeveral } from './spans.js';
import { StackBook } from './stack-book.js';

const SECOND_NS = 1e9;

/** Samples of one stack are told as one up to this long: closer looks tell no more. */
const LOOK_NS = 10_000_000;

const UNKNOWN = [
  'Imported from a CPU profile: which callbacks followed each other without a rest in between can only be told by their functions, so a stall may be a row of several.',
  'Imported from a CPU profile: the delay of timers below the threshold, requests, CPU and waiting time are not in it.',
];
const CALLER_LINES =
  'Imported from a CPU profile: V8 tells the line of the innermost function alone; where its callers stand was looked up in the scripts on this disk.';

/** A process's lines from its profile, with what more the file said of it (`rest`, in any order). */
export function profileProcess(
  profile: Profile,
  nodes: Iterable<ProfileNode>,
  { facts, format, file, rest = [] }: ProfileOrigin,
): ImportedProcess {
  const all = [...nodes];
  const turns = busySpans(profile);
  const places = new ProfilePlaces(profile, all, inSeveral(turns));
  const book = new StackBook();
  const spans = turns.flatMap((span) => withoutBootstrap(span));
  const stalls = spans
    .filter((span) => span.endNs - span.startNs >= SHORTEST_STALL_NS)
    .flatMap((span, index) => stallEvents(span, index + 1, places, book));
  const changed = places.scripts.changed.map(
    (path) => `${path} is no longer the file that ran: its text was left out.`,
  );
  const from: Omit<ImportedFrom, 'file'> = {
    format,
    coversLoop: profile.samples.length > 0,
    unknown: [...UNKNOWN, ...(profile.hasCallPositions ? [] : [CALLER_LINES]), ...unknownLines(places), ...changed],
  };
  return [
    importedHeader({ originNs: profile.originNs, ...facts }, from, file),
    ...marks(profile, all, spans),
    ...book.events,
    ...stalls,
    ...gcEvents(profile),
    ...health(profile, spans),
    ...rest,
    ...places.scripts.events(),
  ];
}

/** Functions that are named at most; the rest is counted. */
const MOST_NAMED = 3;

function listed(names: readonly string[]): string {
  const left = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function unknownLines({ withDoubt, withoutLine }: ProfilePlaces): string[] {
  return [
    ...(withDoubt.length === 0
      ? []
      : [
          `Imported from a CPU profile: it counts the lines of a function for the whole recording, not stall by stall. Of what held the loop more than once (${listed(withDoubt)}) the line with the most samples is named, which in a single stall may have been another.`,
        ]),
    ...(withoutLine.length === 0
      ? []
      : [
          `Imported from a CPU profile that does not tell the lines of ${listed(withoutLine)}: the one that is named is where the function begins, or was looked for in its source.`,
        ]),
  ];
}

export interface ProfileOrigin {
  readonly facts: ProcessFacts;
  readonly format: string;
  readonly file: string;
  readonly rest?: readonly ProcessEvent[];
}

function isForeign({ callFrame }: ProfileNode): boolean {
  return callFrame.url !== '' && !callFrame.url.startsWith('node:');
}

/** Node's own start before the program's first line is no stall. */
function withoutBootstrap(span: BusySpan): BusySpan[] {
  const isMain = span.samples.some(({ node }) => pathOf(node).at(-1)?.callFrame.url.startsWith('node:internal/main/'));
  if (!isMain) return [span];
  const first = span.samples.findIndex(({ node }) => pathOf(node).some(isForeign));
  const samples = first === -1 ? [] : span.samples.slice(first);
  return samples[0] === undefined ? [] : [{ ...span, startNs: samples[0].atNs, samples }];
}

function stallEvents(span: BusySpan, stall: number, places: ProfilePlaces, book: StackBook) {
  const { startNs, endNs, samples } = span;
  const events: ProcessEvent[] = [{ type: 'stall-open', stall, startNs, atNs: startNs }];
  let gcNs = 0;
  let last: { stack: number; api: string | null } = { stack: 0, api: null };
  let open: { stack: number; api: string | null; fromNs: number; count: number } | null = null;
  const write = (atNs: number) => {
    if (open === null || atNs <= open.fromNs) return;
    const { stack, api, fromNs, count } = open;
    const rest = { ...(api === null ? {} : { api }), ...(count > 1 ? { count } : {}) };
    events.push({ type: 'sample', stall, atNs, waitNs: 0, weightNs: atNs - fromNs, stack, ...rest });
  };
  for (const [index, sample] of samples.entries()) {
    const state = stateOf(sample.node);
    if (state === 'gc') gcNs += (samples[index + 1]?.atNs ?? endNs) - sample.atNs;
    if (state === 'code') {
      // A collection, or a stack that could not be read, belongs to what ran before it.
      const { places: stack, api } = places.stackOf(sample.node, sample.line);
      last = { stack: book.stack(stack), api };
    }
    if (open !== null && open.stack === last.stack && sample.atNs - open.fromNs < LOOK_NS) {
      open.count += 1;
      continue;
    }
    write(sample.atNs);
    open = { ...last, fromNs: sample.atNs, count: 1 };
  }
  write(endNs);
  events.push(closedStall(stall, startNs, endNs, gcNs));
  return events;
}

function marks(profile: Profile, nodes: readonly ProfileNode[], spans: readonly BusySpan[]): ProcessEvent[] {
  const sawStart = nodes.some(({ callFrame }) => callFrame.url.startsWith('node:internal/main/'));
  if (!sawStart) return [{ type: 'mark', name: 'running', atNs: 0 }];
  const rest = profile.samples.find(({ node }) => stateOf(node) === 'idle');
  const [first] = spans;
  return [
    ...(first === undefined ? [] : [{ type: 'mark', name: 'target-start', atNs: first.startNs } as const]),
    ...(rest === undefined ? [] : [{ type: 'mark', name: 'running', atNs: rest.atNs } as const]),
  ];
}

function nextNs({ samples, endNs }: Profile, index: number): number {
  return samples[index + 1]?.atNs ?? endNs;
}

/** Collections in a row are one. V8 does not say of which kind they were. */
function gcEvents(profile: Profile): ProcessEvent[] {
  const events: { type: 'gc'; startNs: number; durationNs: number; kind: 'unknown' }[] = [];
  for (const [index, sample] of profile.samples.entries()) {
    if (stateOf(sample.node) !== 'gc') continue;
    const last = events.at(-1);
    const endNs = nextNs(profile, index);
    if (last !== undefined && last.startNs + last.durationNs === sample.atNs) last.durationNs = endNs - last.startNs;
    else events.push({ type: 'gc', startNs: sample.atNs, durationNs: endNs - sample.atNs, kind: 'unknown' });
  }
  return events;
}

/** Times are rounded on their way into a report: what ends with the profile must not seem to end behind it. */
const ROUNDING_NS = 1000;

/** How busy the thread was, second by second. How late single turns came is not known, so none is counted. */
function health(profile: Profile, spans: readonly BusySpan[]): ProcessEvent[] {
  const seconds = Math.ceil(profile.endNs / SECOND_NS);
  const idle = new Array<number>(seconds).fill(0);
  for (const [index, sample] of profile.samples.entries()) {
    if (stateOf(sample.node) !== 'idle') continue;
    spread(idle, sample.atNs, nextNs(profile, index));
  }
  return idle.map((idleNs, second) => {
    const fromNs = second * SECOND_NS;
    const atNs = Math.min(profile.endNs + ROUNDING_NS, fromNs + SECOND_NS);
    const longest = spans.filter((span) => span.endNs > fromNs && span.endNs <= atNs);
    return {
      type: 'health',
      atNs,
      spanNs: atNs - fromNs,
      delays: [],
      maxDelayNs: Math.max(0, ...longest.map((span) => span.endNs - span.startNs)),
      idleNs,
      activeNs: Math.max(0, atNs - fromNs - idleNs),
      cpuNs: null,
      runQueueNs: null,
      gcNs: null,
      gcCount: null,
      heapUsedBytes: null,
      maxIterationDelayNs: null,
    };
  });
}

function spread(seconds: number[], startNs: number, endNs: number): void {
  for (let atNs = startNs; atNs < endNs; ) {
    const second = Math.floor(atNs / SECOND_NS);
    const untilNs = Math.min(endNs, (second + 1) * SECOND_NS);
    seconds[second] = (seconds[second] ?? 0) + untilNs - atNs;
    atNs = untilNs;
  }
}
