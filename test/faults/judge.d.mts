import type { Damaged } from './damage.mjs';

export interface JudgeOptions {
  /** A run's folder. */
  readonly folder: string;
  /** The file in it that is damaged. */
  readonly name: string;
  readonly damaged: Iterable<Damaged>;
  /** Reads the folder as `loopcheck report` does. */
  readonly report: (folder: string) => Promise<{ readonly diagnosis: { readonly problems: readonly string[] } }>;
  readonly progress?: (line: string) => void;
}

export interface Judged {
  readonly copies: number;
  readonly refused: number;
  readonly told: number;
  readonly same: number;
  /** Copies whose report is another, without a word about it. */
  readonly silent: readonly string[];
}

export function judge(options: JudgeOptions): Promise<Judged>;
export function filesOf(folder: string): string[];
