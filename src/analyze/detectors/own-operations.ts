import type { Frame } from '../frames.js';
import type { PlacedOperations } from '../process-view.js';

/** Connections and lookups that Node makes for a request are the request's. */
const FOR_REQUEST = /^node:(?:_http_|internal\/deps\/undici|internal\/http)/;
const FOR_CONNECTION = /^node:net$/;

/** What lies between an operation and the first line of the user's: what called that line is another matter. */
function above(frames: readonly Frame[]): readonly Frame[] {
  const own = frames.findIndex(({ owner }) => owner === 'app');
  return own === -1 ? frames : frames.slice(0, own);
}

/** Whether an operation was begun for a request of Node's own clients, which is counted itself. */
export function isForRequest(frames: readonly Frame[]): boolean {
  return above(frames).some(({ file }) => FOR_REQUEST.test(file));
}

/** Whether the program asked for these operations, and not something that it asked for. */
export function isOwnOperation({ event, frames, place }: PlacedOperations): boolean {
  if (place === null || event.kind === 'interval') return false;
  if (event.kind === 'net') return !isForRequest(frames);
  if (event.kind === 'dns')
    return !isForRequest(frames) && !above(frames).some(({ file }) => FOR_CONNECTION.test(file));
  return true;
}
