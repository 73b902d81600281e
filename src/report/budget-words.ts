import type { BudgetName } from '../gate/budget.js';
import { formatCount, formatMs, formatShare } from '../gate/figures.js';
import { GAUGES } from '../gate/gauges/index.js';
import { isNoticeable } from '../gate/own-time.js';
import { tellScope } from '../gate/scope.js';
import type { BudgetResult } from '../gate/verdict.js';

/** A budget's figure with its unit; `no data` where there is none. */
export function budgetFigure(name: string, value: number | null): string {
  if (value === null) return 'no data';
  const unit = GAUGES[name as BudgetName]?.unit ?? (name.endsWith('Ms') ? 'ms' : 'count');
  if (unit === 'share') return formatShare(value);
  return unit === 'ms' ? formatMs(value) : formatCount(value);
}

/** `maxStallMs`, or `maxStallMs for startup, GET /users/*`. The patterns are the user's own. */
export function budgetName({ name, scope = {} }: BudgetResult): string {
  const where = tellScope(scope);
  return where === '' ? name : `${name} for ${where}`;
}

/** `212 ms of its own` and `380 ms by the clock`, or the figure alone where the clock tells nothing more. */
export function budgetActual({ name, actual, wallMs }: BudgetResult): readonly string[] {
  if (actual === null || wallMs === undefined || !isNoticeable(actual, wallMs)) return [budgetFigure(name, actual)];
  return [`${formatMs(actual)} of its own`, `${formatMs(wallMs)} by the clock`];
}

/** `maxStallMs is 167 ms, and the limit is 100 ms.` */
export function budgetSentence(budget: BudgetResult): string {
  const name = budgetName(budget);
  const allowed = budgetFigure(budget.name, budget.limit);
  if (budget.status === 'no-data')
    return `${name} could not be judged; the limit is ${allowed}. ${budget.reason ?? 'There was nothing to measure.'}`;
  const [own = '', byClock] = budgetActual(budget);
  return `${name} is ${own}${byClock === undefined ? '' : ` (${byClock})`}, and the limit is ${allowed}.`;
}
