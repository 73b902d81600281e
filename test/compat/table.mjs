const majorOf = (node) => Number(/^v(\d+)/.exec(node)[1]);

/**
 * The kept rows with those of a new run in the place of their like: one a package and major version of Node. What a table
 * does not show is left out, and a run that came to nothing leaves the old row.
 */
export function merge(kept, run) {
  const key = ({ name, node }) => `${name} ${majorOf(node)}`;
  const rows = new Map(kept.map((row) => [key(row), row]));
  for (const row of run) {
    const { name, node, bare, under, differing, known, unsteady, processes, problem } = row;
    if (problem === null) rows.set(key(row), { name, node, bare, under, differing, known, unsteady, processes });
  }
  return [...rows.values()];
}

/**
 * The rows as a Markdown table: one row a package and Node, figures of the bare run and of the one under loopcheck, in the
 * order of `packages` (`{ name, tag, label, part }`) and of the Nodes. Each row: `{ name, node, bare, under, differing,
 * known, unsteady, processes }`.
 */
export function tableOf(rows, packages) {
  const head = [
    '| package | Node | bare: passed, failed, skipped | under loopcheck | differing | unsteady | processes probed |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  const inOrder = packages.flatMap((each) =>
    rows
      .filter(({ name }) => name === each.name)
      .sort((a, b) => majorOf(a.node) - majorOf(b.node))
      .map((row, index) => rowOf(row, each, index === 0)),
  );
  return [...head, ...inOrder].join('\n');
}

/** Which part of a suite it was is said once a package. */
function rowOf({ node, bare, under, differing, known, unsteady, processes }, { name, tag, label, part }, isFirst) {
  const told = part === undefined || !isFirst ? '' : ` (${part.replaceAll('*', '\\*')})`;
  const called = `${label ?? `${name} ${tag.replace(/^v/, '')}`}${told}`;
  const counts = ({ passed, failed, skipped }) => `${passed}, ${failed}, ${skipped}`;
  return `| ${called} | ${node} | ${counts(bare)} | ${counts(under)} | ${differing}${known > 0 ? `, and ${known} known` : ''} | ${unsteady} | ${processes} |`;
}
