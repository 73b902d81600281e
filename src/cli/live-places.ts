import type { FindSource } from '../maps/live-place.js';
import type { FrameEvent } from '../trace/events.js';
import { isUsers, type OpenStall } from './run-watch.js';

/** The line that stands still, as its author wrote it as soon as that can be told; null where no user's line was seen. */
export type PlaceOfStall = (stall: OpenStall) => FrameEvent | null;

/** Loads what reads maps at the first stall that has a place: most runs need none of it. */
export function livePlaces(cwd: string, load: () => Promise<FindSource> = () => loadMaps(cwd)): PlaceOfStall {
  let find: FindSource | null = null;
  let isLoading = false;
  return ({ places, maps }) => {
    const [first = null] = places;
    if (first !== null && !isLoading) {
      isLoading = true;
      load().then(
        (loaded) => {
          find = loaded;
        },
        () => {},
      );
    }
    const findSource = find;
    if (findSource === null) return first;
    const sources = places.map((frame) => findSource(frame, maps.get(frame.url)) ?? frame);
    // A bundle holds packages too.
    return sources.find(({ url }) => isUsers(url)) ?? first;
  };
}

async function loadMaps(cwd: string): Promise<FindSource> {
  return (await import('../maps/live-place.js')).liveSources(cwd);
}
