import type { EndEvent } from '../trace/events.js';
import { parseLine } from '../trace/parse-line.js';
import { tail } from './tail.js';
import type { TracePlace } from './trace-place.js';

/** What the trace of a process that was attached to has said so far. */
export interface AttachSigns {
  /** Reads what has been added since. */
  readonly look: () => void;
  /** The probe has begun to write. */
  readonly hasBegun: () => boolean;
  /** The probe's last word; null until then. */
  readonly end: () => EndEvent | null;
}

const OF_INTEREST = /^\{"type":"(?:header|end)"/;

/** Follows it. A loop that stood still when it was attached to is told of there as well, under the same types. */
export function attachSigns(place: Pick<TracePlace, 'dir' | 'file'>): AttachSigns {
  const added = tail(place);
  let hasBegun = false;
  let end: EndEvent | null = null;
  return {
    look() {
      for (const line of added().flatMap(({ lines }) => lines.filter((one) => OF_INTEREST.test(one)))) {
        const parsed = parseLine(line);
        if (parsed.kind !== 'event') continue;
        const { event } = parsed;
        // Number 0 is what this side has written.
        if (event.type === 'header') hasBegun ||= event.segment?.number !== 0;
        if (event.type === 'end') end = event;
      }
    },
    hasBegun: () => hasBegun,
    end: () => end,
  };
}
