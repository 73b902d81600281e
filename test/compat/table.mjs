/**
 * The rows of a run as a Markdown table: one row a package, figures of the bare run and of the one under loopcheck.
 * Each row: `{ name, tag, label, part, node, bare, under, differing, known, unsteady, processes, problem }`; with `problem`, a sentence, the rest
 * is not known.
 */
export function tableOf(rows) {
  const head = [
    '| package | Node | bare: passed, failed, skipped | under loopcheck | differing | unsteady | processes probed |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  return [...head, ...rows.map(rowOf)].join('\n');
}

function rowOf({ name, tag, label, part, node, bare, under, differing, known, unsteady, processes, problem }) {
  const called = `${label ?? `${name} ${tag.replace(/^v/, '')}`}${part === undefined ? '' : ` (${part.replaceAll('*', '\\*')})`}`;
  if (problem !== null) return `| ${called} | ${node} | not run: ${problem} | | | | |`;
  const counts = ({ passed, failed, skipped }) => `${passed}, ${failed}, ${skipped}`;
  return `| ${called} | ${node} | ${counts(bare)} | ${counts(under)} | ${differing}${known > 0 ? `, and ${known} known` : ''} | ${unsteady} | ${processes} |`;
}
