import type { ProcessEvent } from '../../trace/events.js';
import { closedStall } from './closed-stall.js';
import type { Place, StackBook } from './stack-book.js';

/** The shortest stall that there is: what a moment is shown as, of which nobody knows how long it lasted. */
export const MOMENT_MS = 1;
const MOMENT_NS = MOMENT_MS * 1_000_000;

/** Told wherever moments are shown. */
export const LENGTH_UNKNOWN = `how long the loop stood still is not in it: each moment is shown as ${MOMENT_MS} ms, the shortest that a stall can be.`;

/** A moment in which the loop's thread was seen inside `places` (innermost first); `endNs` where its length is known. */
export function momentEvents(
  { stall, atNs, endNs = atNs + MOMENT_NS, api }: { stall: number; atNs: number; endNs?: number; api?: string | null },
  places: readonly Place[],
  book: StackBook,
): ProcessEvent[] {
  const stack = book.stack(places);
  const call = api ? { api } : {};
  return [
    { type: 'stall-open', stall, startNs: atNs, atNs },
    { type: 'sample', stall, atNs: endNs, waitNs: 0, weightNs: endNs - atNs, stack, ...call },
    closedStall(stall, atNs, endNs, null),
  ];
}

/** Says that all was told until `atNs`, and no figure of it: else the moments would pass for the loop's delays. */
export function noFigures(atNs: number): ProcessEvent {
  return {
    type: 'health',
    atNs: atNs + MOMENT_NS,
    spanNs: atNs,
    delays: [],
    maxDelayNs: 0,
    idleNs: 0,
    activeNs: 0,
    cpuNs: null,
    runQueueNs: null,
    gcNs: null,
    gcCount: null,
    heapUsedBytes: null,
    maxIterationDelayNs: null,
  };
}

const AT =
  /^\s*at (?:(async )?(new )?(.*?) \()?((?:file:\/\/|node:|[A-Za-z]:[\\/]|\/|\[)[^()]*?|[^():\s][^()]*?):(\d+):(\d+)\)?\s*$/;

/** One line of a stack as V8 prints it; null for anything else. */
export function placeOfLine(line: string): Place | null {
  const match = AT.exec(line);
  if (match === null) return null;
  const [, isAsync, isNew, name = '', url = '', at, column] = match;
  const flags = `${isAsync ? 'a' : ''}${isNew ? 'c' : ''}`;
  return {
    name: name === '<anonymous>' ? '' : name.replace(/ \[as [^\]]+\]$/, ''),
    url,
    line: Number(at),
    column: Number(column),
    ...(flags ? { flags } : {}),
  };
}
