import { BASELINE_BUDGET } from '../gate/baseline/judge-baseline.js';
import type { BudgetName } from '../gate/budget.js';
import { formatCount, formatMs, formatShare } from '../gate/figures.js';
import { GAUGES } from '../gate/gauges/index.js';
import { isNoticeable } from '../gate/own-time.js';
import { tellScope } from '../gate/scope.js';
import { namedRange } from '../gate/series.js';
import type { BudgetResult } from '../gate/verdict.js';

/** A budget's figure with its unit; `no data` where there is none. */
export function budgetFigure(name: string, value: number | null): string {
  if (value === null) return 'no data';
  if (name === BASELINE_BUDGET) return `${formatCount(value)} new or worse`;
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

/** `limit 100 ms`, with the spread of several runs; '' for a baseline, which is its own limit. */
export function budgetLimit({ name, limit, level, spread }: BudgetResult): string {
  if (name === BASELINE_BUDGET) return '';
  const runs = spread === undefined ? '' : spreadText(name, spread);
  return `limit ${budgetFigure(name, limit)}${runs}${level === 'warn' ? ', only warns' : ''}`;
}

/** `, runs 90 ms – 140 ms, 2 of 5 over`. */
function spreadText(name: string, spread: NonNullable<BudgetResult['spread']>): string {
  const range = spread.min === spread.max ? '' : `, runs ${namedRange(name, spread)}`;
  return `${range}, ${spread.over} of ${spread.runs} over`;
}

/** `maxStallMs is 167 ms, and the limit is 100 ms.` */
export function budgetSentence(budget: BudgetResult): string {
  const name = budgetName(budget);
  const allowed = budgetFigure(budget.name, budget.limit);
  if (budget.status === 'no-data')
    return `${name} could not be judged; the limit is ${allowed}. ${budget.reason ?? 'There was nothing to measure.'}`;
  const [own = '', byClock] = budgetActual(budget);
  if (budget.name === BASELINE_BUDGET) return `${name} has ${own} culprits.`;
  return `${name} is ${own}${byClock === undefined ? '' : ` (${byClock})`}, and the limit is ${allowed}.`;
}
