import type { BudgetResult } from '../../gate/verdict.js';
import { budgetFigure } from '../budget-words.js';
import type { Report } from '../report.js';
import type { Ink, Paint } from './ink.js';
import { type Cell, columns, heading, paragraph } from './layout.js';

function signOf(ink: Ink, status: BudgetResult['status']): { readonly text: string; readonly paint: Paint } {
  if (status === 'pass') return { text: ink.sign.pass, paint: ink.green };
  return status === 'fail' ? { text: ink.sign.fail, paint: ink.red } : { text: ink.sign.unknown, paint: ink.yellow };
}

/** The budgets, a line each. Empty when none was set. */
export function budgets(ink: Ink, report: Report): readonly string[] {
  if (report.budgets.length === 0) return [];
  const rows = report.budgets.map(({ name, limit, actual, status }): Cell[] => [
    signOf(ink, status),
    ink.span(name),
    { text: budgetFigure(name, actual), paint: signOf(ink, status).paint },
    { text: `limit ${budgetFigure(name, limit)}`, paint: ink.dim },
  ]);
  return ['', heading(ink, 'Budgets'), ...columns(rows).flatMap((line) => paragraph(ink, keepColumns(ink, line), 1))];
}

/** On a page too narrow for the columns their padding goes, and the text wraps. */
function keepColumns(ink: Ink, line: readonly Cell[]): readonly Cell[] {
  const width = line.reduce((sum, { text }) => sum + text.length, 1);
  return width > ink.page ? line : line.map((cell) => ({ ...cell, text: cell.text.replaceAll(' ', '\uE000') }));
}
