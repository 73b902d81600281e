import type { CauseKind } from '../../../analyze/diagnosis.js';

/** What the script of a triage's page works with. */
export interface TriagePageData {
  readonly culprits: readonly TriageCulprit[];
  /** Wall clock of the fleet's ends, ms since 1970; null for no runs. */
  readonly startMs: number | null;
  readonly endMs: number | null;
  /** The triage as Markdown, for a ticket. */
  readonly markdown: string;
}

/** A piece of a sentence; `isCode` for what comes from the traces. */
export interface TriagePiece {
  readonly text: string;
  readonly isCode?: boolean;
}

export type TriageSentence = readonly TriagePiece[];

export interface TriageCulprit {
  /** From 1, in the order that was asked for. */
  readonly rank: number;
  readonly place: TriageSentence;
  readonly kind: CauseKind;
  readonly api: string | null;
  readonly totalMs: number;
  readonly worstMs: number;
  readonly count: number;
  /** Of the fleet's whole stalled time, 0–1. */
  readonly share: number;
  readonly requests: number | null;
  readonly runs: number;
  readonly hosts: readonly string[];
  readonly versions: readonly string[];
  readonly nodeVersions: readonly string[];
  readonly routes: readonly string[];
  readonly packages: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
  /** Blocked ms in equal slices of the fleet's time, oldest first. */
  readonly trendMs: readonly number[];
  /** What triage says of it. */
  readonly answers: readonly { readonly kind: string; readonly sentence: TriageSentence }[];
  readonly example: TriageExample | null;
}

/** The worst stall that was read. */
export interface TriageExample {
  readonly durationMs: number;
  /** The trace that holds it. */
  readonly trace: string;
  /** Innermost first. */
  readonly stack: readonly {
    readonly function: string;
    readonly place: string;
    readonly origin: 'app' | 'dep' | 'node';
    readonly share: number;
  }[];
}
