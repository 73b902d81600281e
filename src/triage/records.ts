import type { CauseKind, Location, StackFrame } from '../analyze/diagnosis.js';

/** One run of the fleet, less its stalls. `null` means "could not be known". */
export interface RunRecord {
  /** Tells it from all others, in whatever order they are read: made of its process's identity; whole and below 2^52. */
  readonly run: number;
  readonly path: string;
  readonly host: string | null;
  readonly app: string | null;
  readonly version: string | null;
  readonly nodeVersion: string;
  /** Wall clock of the host, ms since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  /** Wall clock at the host's monotonic zero: the same for all runs between two boots, unless the clock was set. */
  readonly bootMs: number;
}

/** The stalls of one run with one culprit that served one route and began in one hour of the wall clock (UTC). */
export interface StallRecord {
  readonly run: number;
  readonly fingerprint: string;
  /** What the loop was serving: `GET /users`; null where that is not known, or no request. */
  readonly route: string | null;
  readonly package: string | null;
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  /** Requests that waited for these stalls; null where none of them could tell. */
  readonly requests: number | null;
  /** Wall clock of the first and last of them. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What one run adds to its fleet. */
export interface RunParts {
  readonly run: RunRecord;
  readonly stalls: readonly StallRecord[];
  /** One a fingerprint. */
  readonly culprits: readonly CulpritRecord[];
}

/** Who is behind a fingerprint, with the stack of the worst stall that was read. */
export interface CulpritRecord {
  readonly fingerprint: string;
  /** `file` is relative to the application's folder. Null where no line is to blame. */
  readonly location: Location | null;
  readonly cause: { readonly kind: CauseKind; readonly api: string | null };
  /** Innermost first. */
  readonly stack: readonly StackFrame[];
  readonly worstMs: number;
  /** The trace that holds this stall. */
  readonly path: string;
}

/** Why something that was given does not count. */
export type SkipKind = 'unreadable' | 'foreign' | 'newer' | 'empty' | 'duplicate' | 'truncated' | 'unsound';

export interface Skip {
  readonly path: string;
  readonly kind: SkipKind;
  /** A sentence; several where a file is damaged in several ways. */
  readonly message: string;
}

/** All that is kept of a fleet's traces: figures, and one example a culprit. */
export interface Fleet {
  readonly runs: readonly RunRecord[];
  readonly stalls: readonly StallRecord[];
  readonly culprits: ReadonlyMap<string, CulpritRecord>;
  /** What was left out, or read in part (`truncated`). */
  readonly skips: readonly Skip[];
}
