import type { CauseKind } from '../../../analyze/diagnosis.js';
import type { ChangeStatus } from '../../../gate/compare/compare.js';
import type { SideWords } from '../../diff/side-words.js';
import type { PageDetail, PageExplanations, PagePlace, PageRun } from '../page-data.js';

/** What the script of the page of a comparison works with. */
export interface DiffPageData {
  readonly before: PageSide;
  readonly after: PageSide;
  /** In the comparison's order: new and worse ones first. */
  readonly changes: readonly PageChange[];
  readonly pages: PageExplanations;
  /** The comparison as a comment for a pull request. */
  readonly markdown: string;
}

/** One side: what the user called it, and the run of it that is shown. */
export interface PageSide {
  readonly name: string;
  readonly runs: number;
  /** Null where the report has none. */
  readonly run: PageRun | null;
  readonly details: readonly PageDetail[];
}

export interface PageChange {
  readonly status: ChangeStatus;
  readonly at: PagePlace | null;
  readonly kind: CauseKind;
  readonly api: string | null;
  /** `p 0.008`; '' where nothing was tested. */
  readonly p: string;
  readonly before: PageChangeSide;
  readonly after: PageChangeSide;
}

export interface PageChangeSide {
  readonly words: SideWords;
  /** What is judged, for sorting; null where that side does not have it. */
  readonly worstOwnMs: number | null;
  /** Which of the side's details are of this culprit: one for each of its lines in the run that is shown. */
  readonly details: readonly number[];
}
