import { type Profile, type ProfileNode, type ProfileSample, pathOf, stateOf } from './profile.js';

/** A run of samples in which the thread never came to rest. */
export interface BusySpan {
  readonly startNs: number;
  readonly endNs: number;
  readonly samples: readonly ProfileSample[];
}

/** Between two samples of the same callback V8 may have failed to read the stack; a turn of the loop takes no less. */
const UNREAD_NS = 5_000_000;

/** The function that Node called from outside: of callbacks in a row one as a rule differs from the next. */
function entryOf(node: ProfileNode): string {
  const entry = pathOf(node).at(-1)?.callFrame;
  return entry === undefined ? '' : `${entry.functionName}\0${entry.url}\0${entry.lineNumber}`;
}

/** The nodes that were met in more than one of the spans. */
export function inSeveral(spans: readonly BusySpan[]): ReadonlySet<ProfileNode> {
  const first = new Map<ProfileNode, BusySpan>();
  const found = new Set<ProfileNode>();
  for (const span of spans) {
    for (const { node } of span.samples) {
      const known = first.get(node);
      if (known === undefined) first.set(node, span);
      else if (known !== span) found.add(node);
    }
  }
  return found;
}

/**
 * Cuts a profile where the thread rested, ran code outside JavaScript, or was entered anew by another function. A gap
 * that is too short for a rest, between two samples of the same entry, is none.
 */
export function busySpans({ samples, endNs }: Profile): BusySpan[] {
  const spans: BusySpan[] = [];
  let current: ProfileSample[] = [];
  let gap: ProfileSample[] = [];
  let entry = '';
  const close = (atNs: number) => {
    const [first] = current;
    if (first !== undefined) spans.push({ startNs: first.atNs, endNs: atNs, samples: current });
    current = [];
  };
  for (const sample of samples) {
    const state = stateOf(sample.node);
    const gapStartNs = gap[0]?.atNs ?? sample.atNs;
    if (state === 'idle') {
      close(gapStartNs);
      gap = [];
    } else if (state === 'program' || state === 'root') {
      gap.push(sample);
    } else {
      const own = state === 'gc' ? entry : entryOf(sample.node);
      const isOther = own !== entry && current.some(({ node }) => stateOf(node) === 'code');
      if (isOther || sample.atNs - gapStartNs > UNREAD_NS) close(gapStartNs);
      else if (current.length > 0) current.push(...gap);
      entry = own;
      current.push(sample);
      gap = [];
    }
  }
  close(gap[0]?.atNs ?? endNs);
  return spans;
}
