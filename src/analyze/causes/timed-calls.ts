import { blame } from '../blame.js';
import type { Slice } from '../slices.js';
import type { StallView } from '../stall-view.js';
import { DOMINANT_SHARE, NS_PER_MS } from '../thresholds.js';
import { doing, type Judged, judged, shareOf, showNs, showShare, sumNs, sureness } from './cause.js';

interface ApiTime {
  readonly api: string;
  readonly ns: number;
  readonly slices: readonly Slice[];
}

function byApi(slices: readonly Slice[]): ApiTime[] {
  const groups = new Map<string, Slice[]>();
  for (const slice of slices) {
    const group = groups.get(slice.api ?? '') ?? [];
    groups.set(slice.api ?? '', group);
    group.push(slice);
  }
  return [...groups].map(([api, own]) => ({ api, ns: sumNs(own), slices: own })).sort((a, b) => b.ns - a.ns);
}

function times(view: StallView, { api, slices }: ApiTime): string {
  const calls = slices.filter((slice) => slice.call !== null);
  const count = view.totals.find((total) => total.api === api)?.count ?? calls.length;
  if (count > 1) return ` in ${count} calls`;
  const size = calls[0]?.call?.size ?? null;
  return size === null ? '' : ` in one call on ${size} bytes or characters`;
}

/** Below this share of the timed time a further api is not worth a word. */
const WORTH_NAMING = 0.05;

/** A sentence on the apis that took time worth a word, of `wholeNs`; empty where there are none. */
function besides(others: readonly ApiTime[], wholeNs: number): string {
  const named = others.filter(({ ns }) => ns >= WORTH_NAMING * wholeNs && ns >= NS_PER_MS);
  return named.length === 0 ? '' : ` Beside it: ${named.map(({ api, ns }) => `${api} ${showNs(ns)}`).join(', ')}.`;
}

/** A sentence on the timed calls of a stall that something else explains; empty where they took no time worth a word. */
export function callsBeside(view: StallView): string {
  return besides(byApi(doing(view, 'sync-call', 'json').filter(({ api }) => api !== null)), view.durationNs);
}

/** Judges a stall in which timed calls took most of the time: the api with the largest total, its heaviest site. */
export function judgeCalls(view: StallView, kind: 'sync-call' | 'json', slices: readonly Slice[]): Judged {
  const [largest, ...others] = byApi(slices);
  const own = largest?.slices ?? [];
  const calls = own.filter((slice) => slice.call !== null);
  const exact = own.length > 0 && sumNs(calls) >= DOMINANT_SHARE * sumNs(own);
  const share = shareOf(view, slices);
  // Time that was moved from looks beside the calls has the places of those.
  const seen = own.filter((slice) => slice.call !== null || view.looks[slice.look]?.api === largest?.api);
  const place = blame(exact ? seen : own, view.sources);
  const api = largest?.api ?? null;
  const seconds = largest
    ? `${largest.api} took ${showNs(Math.min(largest.ns, view.durationNs))}${times(view, largest)}`
    : 'Timed calls took it';
  return judged({
    kind,
    api,
    confidence: sureness(share, place) * (exact ? 1 : 0.95),
    evidence:
      `${seconds}, of a stall of ${showNs(view.durationNs)} (${showShare(shareOf(view, own))}).` +
      besides(others, sumNs(slices)),
    pattern: isSleep(api, own) ? 'sleep' : null,
    frame: place.frame,
    stacks: own,
  });
}

/** A call whose only purpose is to wait. */
function isSleep(api: string | null, slices: readonly Slice[]): boolean {
  if (api === 'Atomics.wait') return true;
  if (api === null || !api.startsWith('child_process.')) return false;
  const sleeping = slices.filter((slice) => /^(?:sleep|usleep|timeout|ping)$/.test(slice.call?.detail ?? ''));
  return sleeping.length > 0 && sumNs(sleeping) >= DOMINANT_SHARE * sumNs(slices);
}
