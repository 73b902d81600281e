import type { CauseKind, ProcessInfo, Timeline } from '../../analyze/diagnosis.js';

/**
 * What the pages' scripts work with, as JSON: reports, with what many stalls share said once. All texts but `path` and
 * `markdown` are ready to be shown: control characters are spelled out.
 */

/** What is drawn of a run. */
export interface PageRun {
  readonly durationMs: number | null;
  readonly thresholdMs: number;
  readonly frames: readonly PageFrame[];
  readonly stalls: readonly PageStall[];
  readonly processes: readonly PageLoop[];
  readonly timeline: PageTimeline;
}

/** A loop of the run: a process's main thread, or a worker. */
export type PageLoop = Pick<ProcessInfo, 'process' | 'pid' | 'threadId' | 'title' | 'startMs' | 'endMs'>;

export interface PageData extends PageRun {
  readonly command: string;
  readonly headline: string;
  readonly verdict: string;
  readonly culprits: readonly PageCulprit[];
  readonly pages: PageExplanations;
}

/** The pages of docs/findings that the culprits refer to, by id. */
export type PageExplanations = Readonly<Record<string, readonly PageBlock[]>>;

export interface PageTimeline extends Omit<Timeline, 'courses'> {
  readonly courses: readonly PageCourse[];
}

/** The course of a loop, a column a figure: there may be a hundred thousand points. */
export interface PageCourse {
  readonly process: number;
  readonly threadId: number;
  /** Null where the span begins as the one before it ends. */
  readonly startMs: readonly (number | null)[];
  readonly endMs: readonly number[];
  readonly maxDelayMs: readonly number[];
  readonly utilization: readonly (number | null)[];
  readonly cpuShare: readonly (number | null)[];
  readonly gcMs: readonly (number | null)[];
  readonly openRequests: readonly (number | null)[];
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

/** What is known of a culprit in one run. */
export interface PageDetail {
  readonly findingId: string;
  readonly kind: CauseKind;
  readonly api: string | null;
  readonly at: PagePlace | null;
  readonly package: string | null;
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  readonly why: string;
  readonly count: number;
  readonly totalMs: number;
  readonly worstMs: number;
  readonly stallIds: readonly number[];
  readonly triggers: readonly {
    readonly label: string;
    readonly count: number;
    readonly totalMs: number;
    readonly medianMs: number;
    readonly maxMs: number;
  }[];
  readonly code: CodeExcerpt | null;
}

export interface PageCulprit extends PageDetail {
  readonly severity: 'error' | 'warning' | 'info';
  /** '' in the plain tone. */
  readonly roast: string;
  /** False for what is not held against the code: the machine's doing, what is deliberate, a worker at its job. */
  readonly guilty: boolean;
  /** Why it is not, in a word; '' where it is. */
  readonly excuse: string;
  readonly share: number;
  /** What fixing it would buy: name, before, after, as text. */
  readonly gains: readonly (readonly [name: string, before: string, after: string])[];
  readonly besides: readonly { readonly title: string; readonly message: string }[];
}

/** A block of an explanation page. */
export type PageBlock =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'code'; readonly lines: readonly string[] }
  | { readonly type: 'item' | 'text'; readonly text: string };
