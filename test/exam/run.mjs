import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePart } from '../support/doc-part.mjs';
import { findNode, SUPPORTED_MAJORS, versionOf } from '../support/nodes.mjs';
import { judge } from './judge.mjs';
import { readCases } from './labels.mjs';
import { launch } from './launch.mjs';
import { nodeTable } from './node-table.mjs';

/** What each column must reach, in percent; a column that is not named is only shown. */
const REQUIRED = {
  detected: 100,
  kind: 97,
  api: 97,
  line: 97,
  loops: 100,
  trigger: 97,
  delayed: 97,
  negative: 100,
  ending: 100,
};
const COLUMNS = [
  'detected',
  'kind',
  'api',
  'line',
  'phase',
  'loops',
  'trigger',
  'delayed',
  'negative',
  'ending',
  'extra',
];

const here = fileURLToPath(new URL('.', import.meta.url));
const results = fileURLToPath(new URL('../../.cache/exam/', import.meta.url));
const page = fileURLToPath(new URL('../../docs/compatibility.md', import.meta.url));

const { values } = parseArgs({
  options: {
    node: { type: 'string', default: SUPPORTED_MAJORS.join(',') },
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '1' },
    repeat: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
    table: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run exam -- [options]
  --node 20,22     Node majors to run on (default: ${SUPPORTED_MAJORS.join(',')}); installed into .cache/nodes when needed
  --only <text>    only cases whose name contains this; several with commas
  --jobs <n>       cases at the same time (default 1: a measurement wants the machine for itself)
  --repeat <n>     each case n times
  --verbose        a row for every case, not only for the failing ones
  --table          one table of all Nodes at the end
  --write          puts that table into docs/compatibility.md`);
  process.exit(0);
}

const only = values.only.split(',');
const cases = readCases(join(here, 'cases')).filter((each) => only.some((text) => each.name.includes(text)));
let missed = cases.length === 0;
const examined = [];
for (const major of values.node.split(',').map(Number)) {
  const node = findNode(major);
  const rows = await examine(major, node);
  writeFileSync(join(results, `node${major}.json`), JSON.stringify(rows, null, 1));
  missed = printTotals(`Node ${versionOf(node)}`, rows) || missed;
  examined.push({ node: versionOf(node), rows });
}
if (values.table || values.write) {
  const table = nodeTable(examined, COLUMNS, REQUIRED);
  console.log(table);
  if (values.write) writePart(page, 'exam', table);
}
process.exitCode = missed ? 1 : 0;

async function examine(major, node) {
  mkdirSync(results, { recursive: true });
  const able = cases.filter((each) => each.node <= major);
  const waiting = Array.from({ length: Number(values.repeat) }, () => able).flat();
  const rows = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const folder = join(results, `node${major}`, next.name.replaceAll('/', '__'));
      const outcome = await launch(next, node, folder);
      const row = { name: next.name, marks: judge(next, outcome), exit: outcome.exit, wallMs: outcome.wallMs };
      writeFileSync(join(folder, 'stderr.txt'), outcome.stderr);
      rows.push(row);
      printRow(major, row);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  return rows;
}

function printRow(major, { name, marks, wallMs }) {
  const bad = COLUMNS.filter((column) => marks[column]?.ok === false);
  if (bad.length > 0) {
    const notes = bad.map((column) => `\n      ${column}: ${marks[column].note}`).join('');
    console.log(`${bad.some((column) => column in REQUIRED) ? 'FAIL' : 'note'} ${major} ${name}${notes}`);
  } else if (values.verbose) {
    console.log(`ok   ${major} ${name} (${wallMs} ms)`);
  }
}

/** Prints "x/y (z %)" a column; true where one is under what is required. */
function printTotals(title, rows) {
  console.log(`\n${title}, ${rows.length} runs`);
  let under = false;
  for (const column of COLUMNS) {
    const asked = rows.filter((row) => row.marks[column] !== null);
    if (asked.length === 0) continue;
    const good = asked.filter((row) => row.marks[column].ok).length;
    const percent = (100 * good) / asked.length;
    const required = REQUIRED[column];
    const short = required !== undefined && percent < required;
    under ||= short;
    const demand = required === undefined ? '' : short ? `  under ${required} %` : '  ok';
    console.log(`  ${column.padEnd(9)} ${`${good}/${asked.length}`.padStart(8)}  (${percent.toFixed(1)} %)${demand}`);
  }
  console.log('');
  return under;
}
