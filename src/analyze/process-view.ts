import type { OperationsEvent } from '../trace/observed.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { type Blame, type Frame, frameReaders, userFrame } from './frames.js';
import type { Readers } from './looks.js';
import { type Nearby, nearbyOf } from './nearby.js';
import { ordinalOf } from './process-tree.js';
import type { SourceBook } from './source/source-book.js';
import { authorsName } from './source/source-name.js';
import { clockShiftNs } from './times.js';

/** A process with all that it takes to read its places. */
export interface ProcessView {
  readonly process: ProcessTrace;
  /** Its number in the run. */
  readonly ordinal: number;
  /** ns to add to its clock for the run's. */
  readonly shiftNs: number;
  readonly sources: SourceBook;
  readonly readers: Readers;
  readonly nearby: Nearby;
}

/** Puts together what is needed to read one process. */
export function viewProcess(trace: Trace, process: ProcessTrace, sources: SourceBook, blame: Blame): ProcessView {
  return {
    process,
    ordinal: ordinalOf(trace, process),
    shiftNs: clockShiftNs(trace, process),
    sources,
    readers: frameReaders(process, (frame) => authorsName(sources, frame), blame),
    nearby: nearbyOf(process),
  };
}

/** What one place has started, with the place read. */
export interface PlacedOperations {
  readonly event: OperationsEvent;
  readonly frames: readonly Frame[];
  /** The user's line; null where none was on the stack. */
  readonly place: Frame | null;
  /** A package stands between the user's line and Node. */
  readonly throughPackage: boolean;
}

/** Node's own functions that start many operations for one call. */
const FAN_OUT = /^node:internal\/fs\/(?:rimraf|cp\/|recursive_watch|glob)/;

function place(view: ProcessView, event: OperationsEvent): PlacedOperations {
  const frames = view.readers.readStack(event.stack);
  const [outer] = frames.filter(({ owner }) => owner === 'app' || owner === 'dep');
  const isFanOut = frames.some(({ file }) => FAN_OUT.test(file));
  return { event, frames, place: isFanOut ? null : userFrame(frames), throughPackage: outer?.owner === 'dep' };
}

/** The operations of a process: one entry a kind, call and stack, as last told. */
export function operationsOf(view: ProcessView): readonly PlacedOperations[] {
  const latest = new Map<string, OperationsEvent>();
  for (const event of view.process.observed) {
    if (event.type === 'operations')
      latest.set(`${event.threadId ?? 0} ${event.kind} ${event.api} ${event.stack}`, event);
  }
  return [...latest.values()].map((event) => place(view, event));
}
