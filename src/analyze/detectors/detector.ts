import type { Trace } from '../../trace/trace.js';
import type { Culprit, Finding, Stall } from '../diagnosis.js';
import type { ProcessView } from '../process-view.js';

/** What a detector may look at. */
export interface DetectorContext {
  readonly trace: Trace;
  /** In the order of their start. */
  readonly stalls: readonly Stall[];
  readonly culprits: readonly Culprit[];
  readonly thresholdMs: number;
  /** The processes, in the trace's order, ready to be read. */
  readonly views: readonly ProcessView[];
}

/** What must be in the trace: stalls alone, or what a probe of its own wrote; `deep` is there with `--deep` alone. */
export type Need =
  | 'stalls'
  | 'health'
  | 'gc'
  | 'operations'
  | 'pool'
  | 'errors'
  | 'handles'
  | 'writes'
  | 'calls'
  | 'deep';

/** A default by which a finding is made or weighed. The figure is one of thresholds.ts. */
export interface Limit {
  readonly value: number;
  readonly unit: 'ms' | 'share' | 'count' | 'bytes';
  /** What is measured by it, to stand after the figure: `of synchronous work before the first listen`. */
  readonly of: string;
  /** Why there, as a clause: `people notice a wait from a tenth of a second on`. */
  readonly why: string;
}

/** What is known of a finding before anything was measured: help, `explain` and the index of the pages tell it. */
export interface Traits {
  readonly id: string;
  readonly needs: readonly Need[];
  readonly limits: readonly Limit[];
  /** The severities that it can have, the worst first; none for a note about the machine. */
  readonly severities: readonly Finding['severity'][];
}

/**
 * One finding: `id` is its file's name, its page in docs/findings, and what `explain` takes. `check` returns evidence and
 * no words; wording reads the evidence and measures nothing again.
 */
export interface Detector extends Traits {
  readonly check: (context: DetectorContext) => readonly Finding[];
}
