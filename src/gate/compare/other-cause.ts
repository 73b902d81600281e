import { steadyPath } from '../../analyze/steady-path.js';
import type { CulpritChange } from './compare.js';
import { toleranceMs } from './limits.js';

/** The file's name and the function; null where either is unknown, as then much else has the same. */
function placeOf({ location }: CulpritChange): string | null {
  if (location === null || location.function === '') return null;
  return `${steadyPath(location.file, '/').split('/').at(-1)}\0${location.function}`;
}

/**
 * The cause of a stall is judged anew in each run, and a function that does two things for equally long is blamed for the
 * one today and for the other tomorrow. So what is new in a function of which something else is gone, and is no longer
 * than that was, is taken for the same.
 */
export function sameInOtherWords(changes: readonly CulpritChange[]): CulpritChange[] {
  const gone = new Set(changes.filter(({ after }) => after === null));
  const result: CulpritChange[] = [];
  for (const change of changes) {
    const place = placeOf(change);
    const { before, after } = change;
    if (before !== null || after === null || place === null) {
      result.push(change);
      continue;
    }
    const was = [...gone].find(
      (other) =>
        placeOf(other) === place &&
        other.before !== null &&
        after.worstOwnMs <= other.before.worstOwnMs + toleranceMs(other.before.worstOwnMs),
    );
    if (was !== undefined) gone.delete(was);
    result.push(
      was === undefined ? change : { ...change, status: 'unchanged', before: was.before, formerly: was.fingerprint },
    );
  }
  return result.filter((change) => change.after !== null || gone.has(change));
}
