import { setTimeout as sleep } from 'node:timers/promises';
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

const LOOK_EVERY_MS = 100;
/** The first lines come at once; the disk, or its rights, may keep them back. */
const BEGINS_WITHIN_MS = 3000;
/** The probe leaves within a second, and where the loop stands still half a second later. */
const ENDS_WITHIN_MS = 5000;

/** Waits for the probe's first lines; false where they don't come. */
export async function begins(signs: AttachSigns): Promise<boolean> {
  return comes(signs, signs.hasBegun, BEGINS_WITHIN_MS);
}

/** Waits for the probe's last word, until `insisted`; false where it does not come. */
export async function ends(signs: AttachSigns, insisted: AbortSignal): Promise<boolean> {
  return comes(signs, () => signs.end() !== null, ENDS_WITHIN_MS, insisted);
}

async function comes(signs: AttachSigns, has: () => boolean, withinMs: number, over?: AbortSignal): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < withinMs && over?.aborted !== true; waitedMs += LOOK_EVERY_MS) {
    signs.look();
    if (has()) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}
