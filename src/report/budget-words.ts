import { formatCount, formatMs, formatShare } from '../gate/figures.js';
import type { BudgetResult } from '../gate/verdict.js';

/** A budget's figure with the unit that its name tells; `no data` where there is none. */
export function budgetFigure(name: string, value: number | null): string {
  if (value === null) return 'no data';
  if (name.endsWith('Ms')) return formatMs(value);
  return /(?:Share|Utilization)$/.test(name) ? formatShare(value) : formatCount(value);
}

/** `maxStallMs is 167 ms, and the limit is 100 ms.` */
export function budgetSentence({ name, actual, limit, status }: BudgetResult): string {
  const allowed = budgetFigure(name, limit);
  if (status === 'no-data') return `${name} could not be judged for lack of data; the limit is ${allowed}.`;
  return `${name} is ${budgetFigure(name, actual)}, and the limit is ${allowed}.`;
}
