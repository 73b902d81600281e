import type { CauseKind, ProcessInfo, Timeline } from '../../analyze/diagnosis.js';

/**
 * What the page's script works with, as JSON: the report, with what many stalls share said once. All texts but `path`
 * are ready to be shown: control characters are spelled out.
 */
export interface PageData {
  readonly command: string;
  readonly durationMs: number | null;
  readonly thresholdMs: number;
  readonly headline: string;
  readonly verdict: string;
  readonly frames: readonly PageFrame[];
  readonly stalls: readonly PageStall[];
  readonly culprits: readonly PageCulprit[];
  readonly processes: readonly ProcessInfo[];
  readonly timeline: Timeline;
  /** The pages of docs/findings that the culprits refer to, by id. */
  readonly pages: Readonly<Record<string, readonly PageBlock[]>>;
}

/** A place in code. */
export interface PagePlace {
  /** As it is shown: `src/app.js:12`. */
  readonly place: string;
  /** The absolute path for the editor; null for what is no file. Raw: never to be shown. */
  readonly path: string | null;
  readonly line: number;
  readonly column: number;
  readonly function: string;
}

export interface PageFrame extends PagePlace {
  readonly origin: 'app' | 'dep' | 'node';
  readonly package: string | null;
  readonly async: boolean;
}

export interface PageStall {
  readonly id: number;
  readonly process: number;
  readonly threadId: number;
  readonly startMs: number;
  readonly durationMs: number;
  readonly ongoing: boolean;
  readonly kind: CauseKind;
  readonly api: string | null;
  readonly evidence: string;
  readonly place: string | null;
  readonly trigger: string | null;
  readonly requests: number | null;
  readonly timers: number | null;
  readonly cpuMs: number | null;
  readonly gcMs: number | null;
  readonly runQueueMs: number | null;
  /** Innermost first: an index into `frames`, and the share of the stall. */
  readonly stack: readonly (readonly [frame: number, share: number])[];
}

/** Lines round a blamed one. */
export interface CodeExcerpt {
  readonly startLine: number;
  readonly lines: readonly string[];
  /** The share (0–1) of the culprit's time in which a line was on the stack. */
  readonly heat: readonly (readonly [line: number, share: number])[];
}

export interface PageCulprit {
  readonly findingId: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly kind: CauseKind;
  readonly api: string | null;
  readonly at: PagePlace | null;
  readonly package: string | null;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  /** '' in the plain tone. */
  readonly roast: string;
  readonly why: string;
  /** False for what is not held against the code: the machine's doing, what is deliberate, a worker at its job. */
  readonly guilty: boolean;
  /** Why it is not, in a word; '' where it is. */
  readonly excuse: string;
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  readonly share: number;
  readonly stallIds: readonly number[];
  readonly triggers: readonly {
    readonly label: string;
    readonly count: number;
    readonly totalMs: number;
    readonly medianMs: number;
    readonly maxMs: number;
  }[];
  /** What fixing it would buy: name, before, after, as text. */
  readonly gains: readonly (readonly [name: string, before: string, after: string])[];
  readonly besides: readonly { readonly title: string; readonly message: string }[];
  readonly code: CodeExcerpt | null;
}

/** A block of an explanation page. */
export type PageBlock =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'code'; readonly lines: readonly string[] }
  | { readonly type: 'item' | 'text'; readonly text: string };
