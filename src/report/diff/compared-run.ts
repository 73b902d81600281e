import type { ShownRun } from '../html/run-data.js';

/** One run of a comparison, for the page. */
export interface ComparedRun extends ShownRun {
  /** What it is called: its path, or what the user gave. */
  readonly name: string;
}
