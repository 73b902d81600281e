import type { ChangeStatus, CulpritChange } from '../../gate/compare/compare.js';
import type { Renderer } from '../renderer.js';
import { createInk, type Ink, type Paint } from '../terminal/ink.js';
import { type Cell, columns, heading, listed, paragraph } from '../terminal/layout.js';
import { GLUE, type Line, paintLine } from '../text/wrap.js';
import { type DiffReport, SECTIONS } from './diff-report.js';
import { amountOf, causeOf, LOOP_NAMES, loopFigure, placeOf, pValue, remarks, sideName, worstOf } from './words.js';

/** Culprits of one section that are shown; more are counted, but for new and worse ones. */
const MOST_SHOWN = 5;

const INDENT = 2;

function signOf(ink: Ink, status: ChangeStatus): { readonly text: string; readonly paint: Paint } {
  switch (status) {
    case 'new':
    case 'worse':
      return { text: ink.sign.fail, paint: ink.red };
    case 'unclear':
      return { text: ink.sign.unknown, paint: ink.yellow };
    case 'better':
    case 'gone':
      return { text: ink.sign.pass, paint: ink.green };
    case 'unchanged':
      return { text: ink.sign.bullet, paint: ink.dim };
  }
}

function opener(ink: Ink, { verdict }: DiffReport): readonly string[] {
  const lead: Line =
    verdict.status === 'worse'
      ? [{ text: `${ink.sign.fail} WORSE `, paint: ink.mark }]
      : [{ text: `${ink.sign.pass} `, paint: ink.green }];
  return paragraph(ink, ink.prose(verdict.reason, ink.bold), (lead[0]?.text ?? '').length, lead);
}

function loopTable(ink: Ink, { loop }: DiffReport): readonly string[] {
  const paints: Readonly<Record<string, Paint>> = { worse: ink.red, better: ink.green };
  const isTested = loop.some(({ p }) => p !== null);
  const head = ['', 'before', 'after', '', ...(isTested ? [''] : [])].map((text): Cell => ({ text, paint: ink.dim }));
  const rows = loop.map(({ name, before, after, status, p }): Cell[] => {
    const paint = paints[status ?? ''] ?? ink.bold;
    const isNews = status === 'worse' || status === 'better';
    return [
      { text: LOOP_NAMES[name], paint: ink.dim },
      { text: loopFigure(name, before) },
      { text: loopFigure(name, after), paint },
      { text: isNews ? status : '', paint },
      ...(isTested ? [{ text: pValue(p), paint: ink.dim }] : []),
    ];
  });
  return columns([head, ...rows], [1, 2]).map((line) => ' '.repeat(INDENT) + paintLine(line));
}

function glued(ink: Ink, text: string, paint?: Paint): Line {
  const shown = ink.show(text).replaceAll(' ', GLUE);
  return [paint === undefined ? { text: shown } : { text: shown, paint }];
}

function culprit(ink: Ink, change: CulpritChange, report: DiffReport, cwd: string): readonly string[] {
  const { arrow } = ink.sign;
  const sign = signOf(ink, change.status);
  const p = pValue(change.p);
  const figures = [
    glued(ink, worstOf(change, report, arrow), ink.bold),
    ...amountOf(change, report, arrow).map((text) => glued(ink, text)),
    ...(p === '' ? [] : [glued(ink, p, ink.dim)]),
  ];
  const lead: Line = [{ text: `${sign.text}${GLUE}`, paint: sign.paint }];
  const name = listed(ink, [glued(ink, placeOf(change, cwd)), glued(ink, causeOf(change), ink.dim)]);
  return [...paragraph(ink, name, INDENT, lead), ...paragraph(ink, listed(ink, figures), INDENT)];
}

function section(ink: Ink, status: ChangeStatus, title: string, report: DiffReport, cwd: string): readonly string[] {
  const all = report.culprits.filter((one) => one.status === status);
  if (all.length === 0) return [];
  const isNews = status === 'new' || status === 'worse';
  const shown = ink.all || isNews ? all : all.slice(0, MOST_SHOWN);
  const left = all.length - shown.length;
  return [
    '',
    heading(ink, title),
    ...shown.flatMap((one) => culprit(ink, one, report, cwd)),
    ...(left === 0 ? [] : [`${' '.repeat(INDENT)}${ink.sign.ellipsis} and ${left} more (--verbose shows all)`]),
  ];
}

/** The comparison for people, worst news first. */
export const terminal: Renderer<DiffReport> = {
  render: (report, options) => {
    const ink = createInk(options);
    const { names, runs } = report;
    const sides = `${sideName(names.before, runs.before)} ${ink.sign.arrow} ${sideName(names.after, runs.after)}`;
    const lines = [
      ...opener(ink, report),
      ...paragraph(ink, [ink.span(sides, ink.dim)], INDENT),
      '',
      ...loopTable(ink, report),
      ...SECTIONS.flatMap(({ status, title }) => section(ink, status, title, report, options.cwd)),
      '',
      ...remarks(report).flatMap((text) => paragraph(ink, ink.prose(text, ink.dim), 0)),
    ];
    return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
  },
};
