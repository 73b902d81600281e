import type { Trace } from '../../trace/trace.js';
import type { Culprit, Finding, Stall } from '../diagnosis.js';

/** What a detector may look at. */
export interface DetectorContext {
  readonly trace: Trace;
  /** In the order of their start. */
  readonly stalls: readonly Stall[];
  readonly culprits: readonly Culprit[];
  readonly thresholdMs: number;
}

/**
 * One finding: `id` is its file's name, its page in docs/findings, and what `explain` takes. `check` returns evidence and
 * no words; wording reads the evidence and measures nothing again.
 */
export interface Detector {
  readonly id: string;
  /** What must be in the trace: stalls alone, or a probe of its own. */
  readonly needs: readonly ('stalls' | 'health' | 'gc')[];
  readonly check: (context: DetectorContext) => readonly Finding[];
}
