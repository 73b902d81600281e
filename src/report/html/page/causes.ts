import type { CauseKind } from '../../../analyze/diagnosis.js';
import { h } from './dom.js';

/** What each cause is called on the page. */
const CAUSES: Readonly<Record<CauseKind, string>> = {
  'sync-call': 'synchronous call',
  'sleep-loop': 'busy waiting',
  regex: 'regular expression',
  json: 'JSON',
  cpu: 'computing',
  gc: 'garbage collection',
  'module-load': 'loading modules',
  'microtask-flood': 'microtasks',
  native: 'native code',
  'cpu-starved': 'no CPU given',
  suspended: 'suspended',
};

/** The name of a cause; of one that a later loopcheck adds, its own. */
export function causeName(kind: string): string {
  return Object.hasOwn(CAUSES, kind) ? CAUSES[kind as CauseKind] : kind;
}

/** The cause in words beside its colour. */
export function causeChip(kind: CauseKind, api: string | null): HTMLElement {
  const swatch = h('span', { class: `swatch cause-${kind}`, 'aria-hidden': 'true' });
  return h('span', { class: 'chip' }, swatch, api ?? causeName(kind));
}
