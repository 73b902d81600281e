import { displayWidth } from '../text/width.js';
import { type Line, lineWidth, paintLine, type Span, wrap } from '../text/wrap.js';
import type { Ink, Paint } from './ink.js';

/** `spans` filled into the page, `indent` columns in; the first line begins with `lead` instead, which is as wide. */
export function paragraph(ink: Ink, spans: Line, indent: number, lead?: Line): readonly string[] {
  const margin = ' '.repeat(indent);
  return wrap(spans, ink.page - indent).map((line, index) =>
    index === 0 && lead !== undefined
      ? paintLine(lead) + ' '.repeat(Math.max(0, indent - lineWidth(lead))) + paintLine(line)
      : margin + paintLine(line),
  );
}

/** Width of the column of labels (`why`, `fix`) with the space after it. */
const LABEL_COLUMNS = 6;

/** A labelled paragraph: the label in a column of its own, the text beside it. */
export function labelled(ink: Ink, label: string, spans: Line, indent: number): readonly string[] {
  const lead: Line = [{ text: ' '.repeat(indent) }, { text: label, paint: ink.dim }];
  return paragraph(ink, spans, indent + LABEL_COLUMNS, lead);
}

/** `left ──── right` over the whole page; on a page too narrow for both, `right` gets lines of its own. */
export function ruled(ink: Ink, left: Line, right: Line, indent: number): readonly string[] {
  const free = ink.page - lineWidth(left) - lineWidth(right) - 2;
  if (free < 1)
    return [
      ...paragraph(ink, left, indent).map((line, index) => (index === 0 ? line.slice(indent) : line)),
      ...paragraph(ink, right, indent),
    ];
  const rule: Span = { text: ink.sign.rule.repeat(free), paint: ink.dim };
  return [paintLine([...left, { text: ' ' }, rule, { text: ' ' }, ...right])];
}

/** A section's heading: `Budgets ────────`. */
export function heading(ink: Ink, text: string): string {
  const free = ink.page - displayWidth(text) - 1;
  const rule: Span[] = free > 0 ? [{ text: ' ' }, { text: ink.sign.rule.repeat(free), paint: ink.dim }] : [];
  return paintLine([{ text, paint: ink.heading }, ...rule]);
}

/** `items` with a dim dot between them, each kept on one line where it fits. */
export function listed(ink: Ink, items: readonly Line[]): Line {
  return items.flatMap((item, index) =>
    index === 0 ? item : [{ text: ` ${ink.sign.dot} `, paint: ink.dim }, ...item],
  );
}

/** One cell of a row: its text and paint. */
export type Cell = Span;

/** Rows set in columns, as wide as their widest cell; `right` names the columns set flush right. */
export function columns(rows: readonly (readonly Cell[])[], right: readonly number[] = []): readonly Line[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell.text));
    });
  }
  return rows.map((row) =>
    row.flatMap((cell, index) => {
      const last = index === row.length - 1;
      const padding = ' '.repeat((widths[index] ?? 0) - displayWidth(cell.text));
      const set: Line = right.includes(index) ? [{ text: padding }, cell] : [cell, { text: last ? '' : padding }];
      return last ? set : [...set, { text: '  ' }];
    }),
  );
}

/** Text with one paint, its spaces kept. */
export function painted(text: string, paint?: Paint): Span {
  return paint === undefined ? { text } : { text, paint };
}
