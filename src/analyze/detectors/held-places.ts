import type { HeldEvent } from '../../trace/deep.js';
import { type Frame, userFrame } from '../frames.js';
import type { ProcessView } from '../process-view.js';

/** Resources of one kind that were alive, and the user's line that they were made at. */
interface HeldAt {
  readonly type: string;
  readonly place: Frame;
  readonly count: number;
}

/** What deep mode last told of the main thread's resources, most first; nothing where it told nothing after `sinceNs`. */
export function heldPlaces({ process, readers }: ProcessView, sinceNs = 0): readonly HeldAt[] {
  const told = process.deep
    .filter((event): event is HeldEvent => event.type === 'held' && (event.threadId ?? 0) === 0)
    .findLast(({ atNs }) => atNs >= sinceNs);
  return (told?.rows ?? []).flatMap(([type, stack, count]) => {
    const place = userFrame(readers.readStack(stack));
    return place === null ? [] : [{ type, place, count }];
  });
}
