import type { HealthEvent, TraceEvent } from './events.js';
import type { GrowingStall, ProcessFold } from './fold.js';
import { readLooks } from './looks-aside.js';
import { pruneEvents } from './prune-events.js';
import { ShortestFirst } from './shortest-first.js';
import { mergeHealth, thinHealth } from './thin-health.js';
import type { TraceProblem } from './trace.js';

/** What is kept of a trace at most. */
export interface RetentionLimits {
  /** Stalls that are kept whole: the longest. */
  readonly stalls: number;
  /** Bytes of the looks at them, as lines. */
  readonly lookBytes: number;
  /** Health lines of all loops together; beyond, neighbours are merged. */
  readonly healthLines: number;
  /** Events of the other kinds that come again and again, in each process. */
  readonly events: number;
}

const MB = 1024 * 1024;

/** A trace of this size is kept whole: it is what the flight recorder leaves of a process. */
const WHOLE_BYTES = 64 * MB;

/** A look that was parsed takes about as much. */
const LOOK_BYTES = 150;

const NONE = Number.POSITIVE_INFINITY;
const WHOLE: RetentionLimits = { stalls: NONE, lookBytes: NONE, healthLines: NONE, events: NONE };
const LARGE: RetentionLimits = { stalls: 2000, lookBytes: 6 * MB, healthLines: 4096, events: 4000 };

/** What is kept of a trace of so many bytes. */
export function limitsFor(bytes: number): RetentionLimits {
  return bytes <= WHOLE_BYTES ? WHOLE : LARGE;
}

interface Closed {
  readonly fold: ProcessFold;
  readonly stall: GrowingStall;
  readonly lengthNs: number;
  readonly lookBytes: number;
}

interface Held {
  /** At so many events of the kinds that come again and again it is time to look through them. */
  pruneAt: number;
  gone: number;
  /** Where the last health line of each thread lies. */
  readonly lastHealth: Map<number, number>;
  readonly dropped: Map<number, { threadId: number; startsNs: number[]; durationsNs: number[] }>;
}

/**
 * Keeps the memory that a trace takes within bounds, whatever its size, while its files are read. Of too many stalls the
 * longest are kept, and of the others when they were and how long; of too many health lines neighbours are merged.
 * What that does to a report is told in `problems`.
 */
export class Retention {
  private readonly closed = new ShortestFirst<Closed>(({ lengthNs }) => lengthNs);
  private readonly held = new Map<ProcessFold, Held>();
  private lookBytes = 0;
  private health = 0;
  private mergedSpanNs = 0;
  private longestDroppedNs = 0;

  constructor(private readonly limits: RetentionLimits = WHOLE) {}

  /** Hears of each event right after it was folded. */
  took(fold: ProcessFold, event: TraceEvent): void {
    switch (event.type) {
      case 'frame':
      case 'stack':
        break;
      case 'stall-close':
        this.tookEnd(fold, event.stall);
        break;
      case 'health':
        this.tookHealth(fold, event);
        break;
      default:
        this.tookOther(fold);
    }
  }

  private tookEnd(fold: ProcessFold, number: number): void {
    const stall = fold.stallByNumber.get(number);
    if (stall === undefined || stall.close === null) return;
    const lookBytes = lookBytesOf(fold, stall);
    this.lookBytes += lookBytes;
    this.closed.add({ fold, stall, lengthNs: stall.close.endNs - stall.close.startNs, lookBytes });
    while (this.closed.size > this.limits.stalls || (this.lookBytes > this.limits.lookBytes && this.closed.size > 1)) {
      const shortest = this.closed.take();
      if (shortest === undefined) break;
      this.drop(shortest);
    }
  }

  /**
   * Lets the stall `number` go before its end was parsed, where it would be let go right after. False where it is kept, or
   * is not known.
   */
  dropsAtOnce(fold: ProcessFold, number: number, startNs: number, endNs: number): boolean {
    const { shortest } = this.closed;
    if (shortest === undefined || endNs - startNs >= shortest.lengthNs) return false;
    const stall = fold.stallByNumber.get(number);
    if (stall === undefined) return false;
    const lookBytes = lookBytesOf(fold, stall);
    const fits = this.closed.size < this.limits.stalls && this.lookBytes + lookBytes <= this.limits.lookBytes;
    if (fits) return false;
    this.lookBytes += lookBytes;
    this.drop({ fold, stall, lengthNs: endNs - startNs, lookBytes }, startNs);
    return true;
  }

  private drop(
    { fold, stall, lengthNs, lookBytes }: Closed,
    startNs = stall.close?.startNs ?? stall.open.startNs,
  ): void {
    const { open } = stall;
    const held = this.heldOf(fold);
    const threadId = open.threadId ?? 0;
    const own = held.dropped.get(threadId) ?? { threadId, startsNs: [], durationsNs: [] };
    own.startsNs.push(startNs);
    own.durationsNs.push(lengthNs);
    held.dropped.set(threadId, own);
    fold.stallByNumber.delete(open.stall);
    this.lookBytes -= lookBytes;
    fold.unread.delete(open.stall);
    this.longestDroppedNs = Math.max(this.longestDroppedNs, lengthNs);
    // Most are let go as soon as they have ended: then nothing has come after them.
    if (fold.trace.stalls.at(-1) === stall) {
      fold.trace.stalls.pop();
      dropLastCalls(fold, stall, Math.min(open.startNs, startNs));
      return;
    }
    held.gone += 1;
    if (held.gone * 2 > fold.trace.stalls.length) compact(fold, held);
  }

  private tookOther(fold: ProcessFold): void {
    const { calls, gcs, queued, observed, deep } = fold.trace;
    const count = calls.length + gcs.length + queued.length + observed.length + deep.length;
    if (count <= this.limits.events) return;
    const held = this.heldOf(fold);
    if (count < held.pruneAt) return;
    compact(fold, held);
    held.pruneAt = this.limits.events + 2 * pruneEvents(fold.trace);
  }

  /** Adds a health line to the one before where it would be right after it was folded. False where it is to be folded. */
  mergesAtOnce(fold: ProcessFold, event: HealthEvent): boolean {
    const last = this.held.get(fold)?.lastHealth.get(event.threadId ?? 0);
    const before = last === undefined ? undefined : fold.trace.health[last];
    return before !== undefined && mergeHealth(before, event, this.mergedSpanNs);
  }

  private tookHealth(fold: ProcessFold, event: HealthEvent): void {
    const held = this.heldOf(fold);
    const { health } = fold.trace;
    const threadId = event.threadId ?? 0;
    const last = held.lastHealth.get(threadId);
    const before = last === undefined ? undefined : health[last];
    if (before !== undefined && mergeHealth(before, event, this.mergedSpanNs)) {
      health.pop();
      return;
    }
    held.lastHealth.set(threadId, health.length - 1);
    this.health += 1;
    if (this.health > this.limits.healthLines) this.thin();
  }

  /** Merges health lines of all loops, to half of what may be kept. */
  private thin(): void {
    const threads = [...this.held.values()].reduce((sum, { lastHealth }) => sum + lastHealth.size, 0);
    const most = Math.floor(this.limits.healthLines / 2 / Math.max(1, threads));
    this.health = 0;
    for (const [{ trace }, held] of this.held) {
      const thinned = byThread(trace.health).map((lines) => thinHealth(lines, most, this.mergedSpanNs));
      trace.health = thinned.flatMap(({ lines }) => lines);
      held.lastHealth.clear();
      for (const [index, { threadId = 0 }] of trace.health.entries()) held.lastHealth.set(threadId, index);
      this.health += trace.health.length;
      this.mergedSpanNs = Math.max(this.mergedSpanNs, ...thinned.map(({ spanNs }) => spanNs));
    }
  }

  /** Reads the looks of the stalls that were kept, now that it is known which. Gives how many lines were none. */
  finish(folds: readonly ProcessFold[]): number {
    let bad = 0;
    for (const fold of folds) {
      const held = this.held.get(fold);
      if (held !== undefined && held.dropped.size > 0) {
        compact(fold, held);
        pruneEvents(fold.trace);
        fold.trace.dropped = [...held.dropped.values()];
      }
      for (const number of [...fold.unread.keys()]) bad += readLooks(fold, number);
    }
    return bad;
  }

  /** What is to be said of what was let go, a sentence each; `file` is where the trace lies. */
  problems(file: string): TraceProblem[] {
    const dropped = [...this.held.values()].flatMap((held) => [...held.dropped.values()]);
    const count = dropped.reduce((sum, { durationsNs }) => sum + durationsNs.length, 0);
    const told: string[] = [];
    if (count > 0) {
      told.push(
        `The trace holds ${count + this.closed.size} stalls: the ${this.closed.size} longest are told, with what they ` +
          `add up to by line. The other ${count}, none longer than ${ms(this.longestDroppedNs)}, are only counted.`,
      );
    }
    if (this.mergedSpanNs > 0) {
      told.push(
        `The trace is long: the loop's health is read in spans of up to ${this.mergedSpanNs / 1e9} s, so that what ` +
          'lasted less may not show in its course.',
      );
    }
    return told.map((message) => ({ file, message, kind: 'note' }));
  }

  private heldOf(fold: ProcessFold): Held {
    const known = this.held.get(fold);
    if (known !== undefined) return known;
    const made: Held = { pruneAt: 0, gone: 0, lastHealth: new Map(), dropped: new Map() };
    this.held.set(fold, made);
    return made;
  }
}

/** Takes the stalls that were let go out of the process's list. */
function compact({ trace, stallByNumber }: ProcessFold, held: Held): void {
  trace.stalls = trace.stalls.filter((stall) => stallByNumber.get(stall.open.stall) === stall);
  held.gone = 0;
}

function lookBytesOf(fold: ProcessFold, { open, samples }: GrowingStall): number {
  return (fold.unread.get(open.stall)?.bytes ?? 0) + samples.length * LOOK_BYTES;
}

/** The calls of a stall are told before its end. */
function dropLastCalls({ trace: { calls } }: ProcessFold, { open }: GrowingStall, startNs: number): void {
  for (let last = calls.at(-1); last !== undefined && last.startNs >= startNs; last = calls.at(-1)) {
    if ((last.threadId ?? 0) !== (open.threadId ?? 0)) return;
    calls.pop();
  }
}

function byThread<T extends { readonly threadId?: number }>(events: readonly T[]): T[][] {
  const threads = new Map<number, T[]>();
  for (const event of events) {
    const own = threads.get(event.threadId ?? 0);
    if (own === undefined) threads.set(event.threadId ?? 0, [event]);
    else own.push(event);
  }
  return [...threads.values()];
}

function ms(ns: number): string {
  return `${Math.ceil(ns / 1e6)} ms`;
}
