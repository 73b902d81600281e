const NONE = '—';
/** Above this load threads wait for a core so often that tools tell of it as stalls, and CPU ratios differ by a third. */
const BUSY_LOAD = 4;

/** The columns, in order; those that are `brief` stand in the README too. `cell` takes a tool that was measured. */
const COLUMNS = [
  { head: 'stalls found, of all', cell: ({ marks }) => share(marks, 'detected'), brief: true },
  { head: 'of those it is for', cell: ({ scoped }) => share(scoped, 'detected') },
  { head: 'line', cell: ({ scoped }) => share(scoped, 'line'), brief: true },
  { head: 'function', cell: ({ scoped }) => share(scoped, 'function') },
  { head: 'cause', cell: ({ scoped }) => share(scoped, 'kind'), brief: true },
  { head: 'quiet where nothing blocks', cell: ({ scoped }) => share(scoped, 'quiet'), brief: true },
  { head: 'known after an abrupt end', cell: ({ scoped }) => share(scoped, 'ending'), brief: true },
  { head: 'CPU, HTTP', cell: ({ tool }) => ratio(tool.overhead?.http), brief: true },
  { head: 'CPU, files', cell: ({ tool }) => ratio(tool.overhead?.files) },
  { head: 'CPU, JSON', cell: ({ tool }) => ratio(tool.overhead?.json) },
  { head: 'result after the end', cell: ({ tool }) => wait(tool.verdictMs), brief: true },
];

/** Where the tables stand in the pages, and which. */
const PLACES = [
  { begin: '<!-- peers: begin -->', end: '<!-- peers: end -->', table: tableOf },
  { begin: '<!-- peers in brief: begin -->', end: '<!-- peers in brief: end -->', table: briefTableOf },
];

/** The results (docs/peers.json) as one Markdown table, and above it a line that names the machine. */
export function tableOf(results) {
  return `${headerOf(results)}\n\n${markdown(results, COLUMNS)}`;
}

/** The columns that most readers want. */
export function briefTableOf(results) {
  return markdown(
    results,
    COLUMNS.filter((column) => column.brief),
  );
}

/** A page with the tables between its markers, all else as it was. */
export function withTable(page, results) {
  return PLACES.reduce((text, { begin, end, table }) => {
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    return from < 0 || to < from ? text : `${text.slice(0, from + begin.length)}\n${table(results)}\n${text.slice(to)}`;
  }, page);
}

function headerOf({ measuredOn, node, machine, loadBefore, cases, pairs, workShare }) {
  const part = workShare === 1 ? '' : ` on ${Math.round(workShare * 100)} % of the work`;
  const ratios = pairs === 1 ? 'one pair for each CPU ratio' : `${pairs} pairs for each CPU ratio, median and range`;
  const busy =
    loadBefore > BUSY_LOAD ? ' A busy machine: neither its false alarms nor its CPU ratios are typical.' : '';
  return `Measured on ${measuredOn}: Node ${node}, ${machine}, load before ${loadBefore.toFixed(1)}; ${cases} programs, ${ratios}${part}.${busy}`;
}

function markdown(results, columns) {
  const head = ['tool', ...columns.map((column) => column.head)];
  const rows = [head, head.map(() => '---'), ...results.tools.map((tool) => rowOf(tool, columns))];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(tool, columns) {
  const name = tool.version === null ? tool.name : `${tool.name} ${tool.version}`;
  if (tool.notMeasured !== null) return [name, `not measured: ${tool.notMeasured}`, ...columns.slice(1).map(() => '')];
  const marks = Object.values(tool.marks);
  const scoped = marks.filter((mark) => mark.scope);
  return [name, ...columns.map((column) => column.cell({ tool, marks, scoped }))];
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

function wait(spread) {
  if (spread === null) return NONE;
  return spread.median < 0 ? 'while it runs' : `${(spread.median / 1000).toFixed(1)} s`;
}
