import { BASELINE_BUDGET } from '../../gate/baseline/judge-baseline.js';
import type { BudgetName } from '../../gate/budget.js';
import { formatCount, formatMs, formatShare } from '../../gate/figures.js';
import { GAUGES } from '../../gate/gauges/index.js';
import { isNoticeable } from '../../gate/own-time.js';
import { tellScope } from '../../gate/scope.js';
import { namedRange } from '../../gate/series.js';
import type { BudgetResult } from '../../gate/verdict.js';
import type { Report } from '../report.js';
import type { Ink, Paint } from './ink.js';
import { type Cell, columns, heading, paragraph } from './layout.js';

function figure(name: string, value: number | null): string {
  if (value === null) return 'no data';
  if (name === BASELINE_BUDGET) return `${formatCount(value)} new or worse`;
  const unit = GAUGES[name as BudgetName]?.unit ?? (name.endsWith('Ms') ? 'ms' : 'count');
  if (unit === 'share') return formatShare(value);
  return unit === 'ms' ? formatMs(value) : formatCount(value);
}

/** `212 ms of its own`, and `380 ms by the clock` beneath where that tells something. */
function actualOf({ name, actual, wallMs }: BudgetResult): readonly string[] {
  if (actual === null || wallMs === undefined || !isNoticeable(actual, wallMs)) return [figure(name, actual)];
  return [`${formatMs(actual)} of its own,`, `${formatMs(wallMs)} by the clock`];
}

/** A breach that only warns looks like what could not be judged: something to see to, and no failure. */
function signOf(
  ink: Ink,
  { status, level }: Pick<BudgetResult, 'status' | 'level'>,
): { readonly text: string; readonly paint: Paint } {
  if (status === 'pass') return { text: ink.sign.pass, paint: ink.green };
  if (status === 'fail') return { text: ink.sign.fail, paint: level === 'warn' ? ink.yellow : ink.red };
  return { text: ink.sign.unknown, paint: ink.yellow };
}

/** A baseline's limit says itself. */
function limitOf({ name, limit, level, spread }: BudgetResult): string {
  if (name === BASELINE_BUDGET) return '';
  return `limit ${figure(name, limit)}${spread === undefined ? '' : spreadText(name, spread)}${level === 'warn' ? ', only warns' : ''}`;
}

/** `, runs 90 ms – 140 ms, 2 of 5 over`. */
function spreadText(name: string, spread: NonNullable<BudgetResult['spread']>): string {
  const range = spread.min === spread.max ? '' : `, runs ${namedRange(name, spread)}`;
  return `${range}, ${spread.over} of ${spread.runs} over`;
}

function nameOf({ name, scope = {} }: BudgetResult): string {
  const where = tellScope(scope);
  return where === '' ? name : `${name} for ${where}`;
}

/** The budgets, a line each, and why some could not be judged. Empty when none was set. */
export function budgets(ink: Ink, report: Report): readonly string[] {
  if (report.budgets.length === 0) return [];
  const rows = report.budgets.flatMap((result): Cell[][] => {
    const [first = '', ...more] = actualOf(result);
    const { paint } = signOf(ink, result);
    const limit = limitOf(result);
    const empty = { text: '', paint: ink.dim };
    return [
      [signOf(ink, result), ink.span(nameOf(result)), { text: first, paint }, { text: limit, paint: ink.dim }],
      ...more.map((text): Cell[] => [empty, empty, { text, paint }]),
    ];
  });
  const { doubt } = report.verdict;
  const reasons = new Set(report.budgets.flatMap(({ reason }) => reason ?? []));
  const notes = [...reasons].filter((reason) => reason !== report.verdict.reason);
  if (doubt !== undefined) notes.push(`The verdict is not certain: ${doubt}`);
  return [
    '',
    heading(ink, 'Budgets'),
    ...columns(rows).flatMap((line) => paragraph(ink, keepColumns(ink, line), 1)),
    ...notes.flatMap((note) => paragraph(ink, [ink.span(note)], 1)),
  ];
}

/** On a page too narrow for the columns their padding goes, and the text wraps. */
function keepColumns(ink: Ink, line: readonly Cell[]): readonly Cell[] {
  const width = line.reduce((sum, { text }) => sum + text.length, 1);
  return width > ink.page ? line : line.map((cell) => ({ ...cell, text: cell.text.replaceAll(' ', '\uE000') }));
}
