import Table from 'cli-table3';

/** All the lines of a table that has none. */
const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'mid', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
);

/** Columns between two columns of text. */
const GAP = 2;

/** Rows of two cells without lines round them, the second wrapped so that all fits `width` columns. */
export function twoColumns(
  rows: readonly (readonly [first: string, second: string])[],
  widths: readonly [number, number],
) {
  const table = new Table({
    chars: { ...NO_LINES, middle: '' },
    colWidths: [...widths],
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
    wordWrap: true,
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().split('\n');
}
