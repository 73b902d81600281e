import type { Blame } from '../blame.js';
import type { WeightedStack } from '../call-tree.js';
import type { Cause } from '../diagnosis.js';
import type { Frame } from '../frames.js';
import type { Doing, Slice } from '../slices.js';
import type { StallView } from '../stall-view.js';
import { DOMINANT_SHARE, NS_PER_MS } from '../thresholds.js';

/** What a cause says about a stall that it recognises. */
export interface Judged extends Cause {
  /** The place to blame; null where nobody's code is, or none was seen. */
  readonly frame: Frame | null;
  /** The stacks that the judgement rests on; the heaviest stands for the stall in the report. */
  readonly stacks: readonly WeightedStack[];
}

/** Recognises one kind of cause; null where the stall is of another. */
export type Judge = (view: StallView) => Judged | null;

/** `212 ms`, `3.4 ms`, `1.25 s`. */
export function showNs(ns: number): string {
  const ms = ns / NS_PER_MS;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 10 ? `${Math.round(ms)} ms` : `${ms.toFixed(1)} ms`;
}

/** `97 %`. */
export function showShare(share: number): string {
  return `${Math.round(Math.min(1, share) * 100)} %`;
}

/** Two decimals are more than a confidence can bear. */
function rounded(confidence: number): number {
  return Math.round(Math.max(0, Math.min(1, confidence)) * 100) / 100;
}

export interface Finding {
  readonly kind: Cause['kind'];
  readonly api?: string | null;
  readonly confidence: number;
  readonly evidence: string;
  readonly pattern?: string | null;
  readonly frame?: Frame | null;
  readonly stacks?: readonly WeightedStack[];
}

/** Fills in what a cause leaves out. */
export function judged(finding: Finding): Judged {
  return {
    api: null,
    pattern: null,
    frame: null,
    stacks: [],
    ...finding,
    confidence: rounded(finding.confidence),
  };
}

export function sumNs(slices: readonly { readonly weightNs: number }[]): number {
  return slices.reduce((sum, slice) => sum + slice.weightNs, 0);
}

/** The slices in which the thread was doing one thing. */
export function doing(view: StallView, ...kinds: readonly Doing[]): readonly Slice[] {
  return view.slices.filter((slice) => kinds.includes(slice.doing));
}

/** The share of a stall that some slices hold. */
export function shareOf(view: StallView, slices: readonly Slice[]): number {
  return view.durationNs > 0 ? Math.min(1, sumNs(slices) / view.durationNs) : 0;
}

/** How sure a share makes: 0.6 at half of the stall, 0.97 at all of it; less where the place is a guess. */
export function sureness(share: number, place?: Blame): number {
  const kind = share >= DOMINANT_SHARE ? 0.6 + (share - DOMINANT_SHARE) * 0.75 : share * 1.2;
  return place === undefined || place.share >= DOMINANT_SHARE ? kind : kind * 0.9;
}
