import { BASELINE_BUDGET } from '../../gate/baseline/judge-baseline.js';
import { formatCount, formatMs } from '../../gate/figures.js';
import { namedRange } from '../../gate/series.js';
import type { BudgetResult } from '../../gate/verdict.js';
import type { Report } from '../report.js';
import type { Ink, Paint } from './ink.js';
import { type Cell, columns, heading, paragraph } from './layout.js';

function figure(name: string, value: number | null): string {
  if (value === null) return 'no data';
  if (name === BASELINE_BUDGET) return `${formatCount(value)} new or worse`;
  return name.endsWith('Ms') ? formatMs(value) : formatCount(value);
}

function signOf(ink: Ink, status: BudgetResult['status']): { readonly text: string; readonly paint: Paint } {
  if (status === 'pass') return { text: ink.sign.pass, paint: ink.green };
  return status === 'fail' ? { text: ink.sign.fail, paint: ink.red } : { text: ink.sign.unknown, paint: ink.yellow };
}

/** A baseline's limit says itself. */
function limitText(name: string, limit: number): string {
  return name === BASELINE_BUDGET ? '' : `limit ${figure(name, limit)}`;
}

/** `, runs 90 ms – 140 ms, 2 of 5 over`. */
function spreadText(name: string, spread: NonNullable<BudgetResult['spread']>): string {
  const range = spread.min === spread.max ? '' : `, runs ${namedRange(name, spread)}`;
  return `${range}, ${spread.over} of ${spread.runs} over`;
}

/** The budgets, a line each. Empty when none was set. */
export function budgets(ink: Ink, report: Report): readonly string[] {
  if (report.budgets.length === 0) return [];
  const rows = report.budgets.map(({ name, limit, actual, status, spread }): Cell[] => [
    signOf(ink, status),
    ink.span(name),
    { text: figure(name, actual), paint: signOf(ink, status).paint },
    { text: `${limitText(name, limit)}${spread === undefined ? '' : spreadText(name, spread)}`, paint: ink.dim },
  ]);
  return ['', heading(ink, 'Budgets'), ...columns(rows).flatMap((line) => paragraph(ink, keepColumns(ink, line), 1))];
}

/** On a page too narrow for the columns their padding goes, and the text wraps. */
function keepColumns(ink: Ink, line: readonly Cell[]): readonly Cell[] {
  const width = line.reduce((sum, { text }) => sum + text.length, 1);
  return width > ink.page ? line : line.map((cell) => ({ ...cell, text: cell.text.replaceAll(' ', '\uE000') }));
}
