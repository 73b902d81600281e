import type { CauseKind } from '../../../analyze/diagnosis.js';

type Name =
  | `cause-${CauseKind}`
  | 'text'
  | 'muted'
  | 'line'
  | 'accent'
  | 'lag'
  | 'busy'
  | 'cpu'
  | 'gc'
  | 'mark'
  | 'waited'
  | 'lane'
  | 'open'
  | 'before'
  | 'after';

let known = new Map<string, string>();

/** A colour of the style sheet, as it is now: a canvas knows nothing of styles. */
export function color(name: Name): string {
  const found = known.get(name) ?? getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  known.set(name, found);
  return found;
}

/** Calls back when the reader's system goes from light to dark or back, and for print. */
export function onColorsChange(listener: () => void): void {
  const changed = () => {
    known = new Map();
    listener();
  };
  for (const query of ['screen and (prefers-color-scheme: dark)', 'print']) {
    matchMedia(query).addEventListener('change', changed);
  }
}
