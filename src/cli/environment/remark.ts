/** What a fact about the machine does to a run: `hinders` takes something away, `stops` makes a run impossible. */
export type Effect = 'helps' | 'neutral' | 'hinders' | 'stops';

/** One line of `loopcheck doctor-env`. */
export interface Remark {
  /** Stays the same, for tools: `node`, `cpu-limit`. */
  readonly id: string;
  /** What was looked at. */
  readonly what: string;
  /** What was found there; null where nothing could be found out. */
  readonly value: string | null;
  readonly effect: Effect;
  /** What it means for a run, in a sentence. */
  readonly meaning: string;
}
