/** What stands in the comparison's page where the command writes. */
export const MARKERS = ['<!-- peers: begin -->', '<!-- peers: end -->'];

const HEAD = [
  'tool',
  'stalls found, of all',
  'of those it is for',
  'line',
  'function',
  'cause',
  'quiet where nothing blocks',
  'known after an abrupt end',
  'CPU, HTTP',
  'CPU, files',
  'CPU, JSON',
  'result after the end',
];
const NONE = '—';

/** The results (docs/peers.json) as one Markdown table, and a line above it that names the machine. */
export function tableOf(results) {
  const rows = [HEAD, HEAD.map(() => '---'), ...results.tools.map(rowOf)];
  return `${headerOf(results)}\n\n${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}

function headerOf({ measuredOn, node, machine, loadBefore, cases, pairs }) {
  return `Measured on ${measuredOn}: Node ${node}, ${machine}, load before ${loadBefore.toFixed(1)}; ${cases} programs, ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} for each CPU ratio (median and range).`;
}

function rowOf(tool) {
  const name = tool.version === null ? tool.name : `${tool.name} ${tool.version}`;
  if (tool.notMeasured !== null) return [name, `not measured: ${tool.notMeasured}`, ...HEAD.slice(2).map(() => '')];
  const marks = Object.values(tool.marks);
  const scoped = marks.filter((mark) => mark.scope);
  return [
    name,
    share(marks, 'detected'),
    share(scoped, 'detected'),
    share(scoped, 'line'),
    share(scoped, 'function'),
    share(scoped, 'kind'),
    share(marks, 'quiet'),
    share(marks, 'ending'),
    ...['http', 'files', 'json'].map((work) => ratio(tool.overhead?.[work])),
    waitOf(tool),
  ];
}

function share(marks, column) {
  const asked = marks.filter((mark) => mark[column] !== null);
  return asked.length === 0 ? NONE : `${asked.filter((mark) => mark[column]).length} of ${asked.length}`;
}

function ratio(cpu) {
  if (cpu === undefined) return NONE;
  if (cpu.failed) return 'failed';
  const figure = (value) => value.toFixed(value < 10 ? 2 : 0);
  const range = cpu.pairs > 1 ? ` (${figure(cpu.min)}–${figure(cpu.max)})` : '';
  return `${figure(cpu.median)}×${range}`;
}

function waitOf({ verdictMs }) {
  if (!verdictMs) return NONE;
  return verdictMs.median < 0 ? 'while it runs' : `${(verdictMs.median / 1000).toFixed(1)} s`;
}

/** The page with the table between its markers. Throws when they are not there. */
export function withTable(page, results) {
  const [begin, end] = MARKERS;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n${tableOf(results)}\n${page.slice(to)}`;
}
