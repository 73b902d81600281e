import { type ChangeStatus, type Comparison, gotWorse } from '../../gate/compare/compare.js';
import { formatCount, plural } from '../../gate/figures.js';
import type { ComparedRun } from './compared-run.js';

/** Everything that a renderer of a comparison needs; the JSON is this object. */
export interface DiffReport extends Comparison {
  readonly format: 'loopcheck-diff';
  readonly version: 1;
  /** What the user called the two sides. */
  readonly names: { readonly before: string; readonly after: string };
  readonly verdict: { readonly status: 'worse' | 'not-worse'; readonly reason: string };
  /** The same as the reason: the one-line opener. */
  readonly headline: string;
  /** A run of each side, for the page; null where none was asked for. Not in JSON. */
  readonly shown: { readonly before: ComparedRun; readonly after: ComparedRun } | null;
}

/** What is told of each status, in the order of the sections. */
export const SECTIONS: readonly { readonly status: ChangeStatus; readonly title: string }[] = [
  { status: 'new', title: 'New' },
  { status: 'worse', title: 'Worse' },
  { status: 'unclear', title: 'Unclear' },
  { status: 'better', title: 'Better' },
  { status: 'gone', title: 'Gone' },
  { status: 'unchanged', title: 'Unchanged' },
];

/** Adds the words to a comparison. */
export function composeDiff(
  comparison: Comparison,
  names: DiffReport['names'],
  shown: DiffReport['shown'] = null,
): DiffReport {
  const isWorse = gotWorse(comparison.culprits);
  const reason = reasonOf(comparison, isWorse);
  return {
    format: 'loopcheck-diff',
    version: 1,
    headline: reason,
    verdict: { status: isWorse ? 'worse' : 'not-worse', reason },
    names,
    shown,
    ...comparison,
  };
}

/** `1 culprit is new and 2 are worse; 1 gone, 3 unchanged.` */
function reasonOf({ culprits }: Comparison, isWorse: boolean): string {
  const count = (status: ChangeStatus) => culprits.filter((one) => one.status === status).length;
  const [fresh, worse] = [count('new'), count('worse')];
  const rest = (['unclear', 'better', 'gone', 'unchanged'] as const)
    .filter((status) => count(status) > 0)
    .map((status) => `${formatCount(count(status))} ${status}`)
    .join(', ');
  if (!isWorse) return rest === '' ? 'Neither side has a culprit.' : `No culprit is new or worse: ${rest}.`;
  const culprit = (number: number, what: string) =>
    `${plural(number, 'culprit')} ${number === 1 ? 'is' : 'are'} ${what}`;
  const also = worse > 0 ? ` and ${formatCount(worse)} ${worse === 1 ? 'is' : 'are'} worse` : '';
  const bad = fresh > 0 ? culprit(fresh, 'new') + also : culprit(worse, 'worse');
  return `${bad}${rest === '' ? '' : `; ${rest}`}.`;
}
