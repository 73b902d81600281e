/**
 * One Markdown table of the exam on several Nodes: a row a Node, a column for each mark, `good/asked` each, and below what is
 * required. `examined`: `{ node, rows }` each, `rows` with the `marks` of judge.mjs.
 */
export function nodeTable(examined, columns, required) {
  const asked = columns.filter((column) =>
    examined.some(({ rows }) => rows.some(({ marks }) => marks[column] !== null)),
  );
  const row = (cells) => `| ${cells.join(' | ')} |`;
  return [
    row(['Node', ...asked]),
    row(['---', ...asked.map(() => '---')]),
    ...examined.map(({ node, rows }) =>
      row([node.replace(/^v/, ''), ...asked.map((column) => fraction(rows, column))]),
    ),
    row(['required', ...asked.map((column) => (column in required ? `${required[column]} %` : ''))]),
  ].join('\n');
}

function fraction(rows, column) {
  const marks = rows.map((row) => row.marks[column]).filter((mark) => mark !== null);
  return marks.length === 0 ? '' : `${marks.filter(({ ok }) => ok).length}/${marks.length}`;
}
