import { fileURLToPath } from 'node:url';

const PLACE = /(?:^|[ (])((?:file:\/\/)?\/[^():]*):(\d+):\d+\)?$/;

/**
 * The places in a printed stack, innermost first, as `{ file, line }`. Node's own frames and those of packages are left
 * out, as a reader leaves them out who looks for the line to change.
 */
export function ownPlaces(stack) {
  return stack.split('\n').flatMap((text) => {
    const match = PLACE.exec(text.trim());
    if (!match || text.includes('node_modules')) return [];
    const file = match[1].startsWith('file:') ? fileURLToPath(match[1]) : match[1];
    return [{ file, line: Number(match[2]) }];
  });
}

/** The findings that a preload told on stderr; see target/told.cjs. */
export function toldOf(stderr) {
  return stderr.split('\n').flatMap((text) => (text.startsWith('PEER {') ? [JSON.parse(text.slice(5))] : []));
}

/** A finding of a duration and a stack, of which the innermost place in own code is the line. */
export function stackFinding({ durationMs, stack }) {
  const [place] = ownPlaces(stack ?? '');
  return {
    startMs: null,
    durationMs,
    file: place?.file ?? null,
    line: place?.line ?? null,
    kinds: [],
    accuses: true,
    said: stack ?? '',
  };
}
