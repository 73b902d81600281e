import type { BudgetResult } from '../../gate/verdict.js';
import { budgetActual, budgetLimit, budgetName } from '../budget-words.js';
import type { Report } from '../report.js';
import type { Ink, Paint } from './ink.js';
import { type Cell, columns, heading, paragraph } from './layout.js';

/** A breach that only warns looks like what could not be judged: something to see to, and no failure. */
function signOf(
  ink: Ink,
  { status, level }: Pick<BudgetResult, 'status' | 'level'>,
): { readonly text: string; readonly paint: Paint } {
  if (status === 'pass') return { text: ink.sign.pass, paint: ink.green };
  if (status === 'fail') return { text: ink.sign.fail, paint: level === 'warn' ? ink.yellow : ink.red };
  return { text: ink.sign.unknown, paint: ink.yellow };
}

/** The budgets, a line each, and why some could not be judged. Empty when none was set. */
export function budgets(ink: Ink, report: Report): readonly string[] {
  if (report.budgets.length === 0) return [];
  const rows = report.budgets.flatMap((result): Cell[][] => {
    const actual = budgetActual(result);
    const [first = '', ...more] = actual.map((text, index) => (index < actual.length - 1 ? `${text},` : text));
    const { paint } = signOf(ink, result);
    const limit = budgetLimit(result);
    const empty = { text: '', paint: ink.dim };
    return [
      [signOf(ink, result), ink.span(budgetName(result)), { text: first, paint }, { text: limit, paint: ink.dim }],
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
