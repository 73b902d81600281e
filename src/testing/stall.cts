/** A line of code. Line and column count from 1; `function` is '' where it has no name. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function: string;
}

/** A pause of the loop, as a test hears of it. */
export interface Stall {
  readonly durationMs: number;
  /** Its length without the time in which a busy machine gave the thread no core: what is judged. */
  readonly heldMs: number;
  /** When it began, ms of `performance.now()`. */
  readonly startMs: number;
  /** The innermost line of the program's own code that was seen for most of it; null where none was seen. */
  readonly location: Place | null;
  /** Where `location` is null: the line that began the work, if that is known. */
  readonly begunAt: Place | null;
  /** Measured causes alone; null where only a report can tell. */
  readonly cause: { readonly kind: 'sync-call' | 'gc'; readonly api: string | null } | null;
  /** The part of it that was seen inside each scope, ms; what is missing was seen in none. */
  readonly scopes: ReadonlyMap<number, number>;
}

/** Where stalls come from. */
export interface StallSource {
  /** Tells of each stall from now on; gives the function that ends it. */
  readonly listen: (hear: (stall: Stall) => void) => () => void;
  /** Resolves when all stalls that are over have been told of. */
  readonly settle: () => Promise<void>;
  /** Why the blamed line is not known here, in a sentence; null where it is. */
  readonly blind: string | null;
}
