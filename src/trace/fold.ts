import type { DeepEvent } from './deep.js';
import type { HeaderEvent, ProcessEvent } from './events.js';
import type { ObservedEvent } from './observed.js';
import type { SampleEvent, StallCloseEvent, StallGrowEvent, StallOpenEvent } from './stall-events.js';
import type { ProcessTrace } from './trace.js';

type Mutable<T> = { -readonly [K in keyof T]: Growing<T[K]> };
type Growing<T> = T extends ReadonlyMap<infer K, infer V> ? Map<K, V> : T extends readonly (infer E)[] ? E[] : T;

/** A stall whose lines are still coming. */
export interface GrowingStall {
  readonly open: StallOpenEvent;
  samples: SampleEvent[];
  lastGrow: StallGrowEvent | null;
  close: StallCloseEvent | null;
}

/** Lines of the looks at one stall. */
export interface UnreadLooks {
  readonly texts: string[];
  /** Of all lines so far. */
  bytes: number;
  /** The lines that still lie in the reader's buffer alone: from `start` to `end`, equal where there are none. */
  start: number;
  end: number;
}

/** A process's trace while its lines are still coming. */
export interface ProcessFold {
  readonly trace: Omit<Mutable<ProcessTrace>, 'stalls'> & { stalls: GrowingStall[] };
  readonly stallByNumber: Map<number, GrowingStall>;
  /** Looks that wait to be parsed, by the number of their stall: of most stalls of a large trace none ever is. */
  readonly unread: Map<number, UnreadLooks>;
  /** Its lines bear checksums, so this loopcheck wrote them: then a process that ended well has said so. */
  isSealed: boolean;
  /** `atNs` of the first event that has one; infinite until then. */
  firstSeenNs: number;
}

/** An empty process that `foldEvent` then fills. */
export function startFold(header: HeaderEvent): ProcessFold {
  return {
    trace: {
      header,
      armed: null,
      shutEyes: [],
      threads: [],
      marks: [],
      frames: new Map(),
      stacks: new Map(),
      stalls: [],
      calls: [],
      gcs: [],
      queued: [],
      health: [],
      sources: [],
      sourceMaps: new Map(),
      mapped: new Map(),
      observed: [],
      deep: [],
      lost: [],
      end: null,
      survived: false,
      lastSeenNs: 0,
    },
    stallByNumber: new Map(),
    unread: new Map(),
    isSealed: false,
    firstSeenNs: Number.POSITIVE_INFINITY,
  };
}

type Folders = {
  readonly [T in Exclude<ProcessEvent['type'], 'header' | 'of'>]: (
    fold: ProcessFold,
    event: Extract<ProcessEvent, { type: T }>,
  ) => unknown;
};

function observe({ trace }: ProcessFold, event: ObservedEvent): unknown {
  return trace.observed.push(event);
}

function keepDeep({ trace }: ProcessFold, event: DeepEvent): unknown {
  return trace.deep.push(event);
}

/** What each event adds. `false`: it speaks of a stall that was never opened. */
const folders: Folders = {
  armed: ({ trace }, event) => {
    trace.armed = event;
  },
  eye: ({ trace }, event) => trace.shutEyes.push(event),
  note: ({ trace }, event) => {
    trace.notes = [...(trace.notes ?? []), event];
  },
  thread: ({ trace }, event) => trace.threads.push(event),
  mark: ({ trace }, event) => trace.marks.push(event),
  frame: ({ trace }, event) => trace.frames.set(event.id, event),
  stack: ({ trace }, event) => {
    for (const [id, parent, frame] of event.nodes) trace.stacks.set(id, { parent, frame });
  },
  'stall-open': ({ trace, stallByNumber }, event) => {
    const stall: GrowingStall = { open: event, samples: [], lastGrow: null, close: null };
    trace.stalls.push(stall);
    stallByNumber.set(event.stall, stall);
  },
  sample: (fold, event) => withStall(fold, event.stall, (stall) => stall.samples.push(event)),
  'stall-grow': (fold, event) =>
    withStall(fold, event.stall, (stall) => {
      stall.lastGrow = event;
    }),
  'stall-close': (fold, event) =>
    withStall(fold, event.stall, (stall) => {
      stall.close = event;
    }),
  call: ({ trace }, event) => trace.calls.push(event),
  gc: ({ trace }, event) => trace.gcs.push(event),
  queued: ({ trace }, event) => trace.queued.push(event),
  health: ({ trace }, event) => trace.health.push(event),
  source: ({ trace }, event) => trace.sources.push(event),
  'source-map': ({ trace }, event) => trace.sourceMaps.set(event.url, event),
  lost: ({ trace }, event) => trace.lost.push(event),
  operations: observe,
  'pool-wait': observe,
  failure: observe,
  warning: observe,
  pending: observe,
  unheeded: observe,
  quiet: observe,
  resources: observe,
  'sync-counts': observe,
  floating: keepDeep,
  rejected: keepDeep,
  suspended: keepDeep,
  tasks: keepDeep,
  chain: keepDeep,
  held: keepDeep,
  followed: keepDeep,
  end: ({ trace }, event) => {
    trace.end = event;
  },
};

function withStall(fold: ProcessFold, number: number, change: (stall: GrowingStall) => unknown): boolean {
  const stall = fold.stallByNumber.get(number);
  if (stall === undefined) return false;
  change(stall);
  return true;
}

/** Adds one event. False when it has nothing to belong to, because an earlier line was lost. */
export function foldEvent(fold: ProcessFold, event: Exclude<ProcessEvent, { type: 'header' | 'of' }>): boolean {
  // The table's entry for a type takes that type's events; TypeScript cannot follow the pairing.
  const add = folders[event.type] as (fold: ProcessFold, event: ProcessEvent) => unknown;
  if (add(fold, event) === false) return false;
  const [firstNs, lastNs] = span(event);
  fold.firstSeenNs = Math.min(fold.firstSeenNs, firstNs);
  fold.trace.lastSeenNs = Math.max(fold.trace.lastSeenNs, lastNs);
  return true;
}

/** From when to when an event speaks, in ns; an empty span for those without a time. */
function span(event: ProcessEvent): readonly [number, number] {
  if ('durationNs' in event) return [event.startNs, event.startNs + event.durationNs];
  if ('endNs' in event) return [event.startNs, event.endNs];
  if ('atNs' in event) return [event.atNs, event.atNs];
  return [Number.POSITIVE_INFINITY, 0];
}
