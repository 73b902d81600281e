import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from '../exam/launch.mjs';
import { findNode, SUPPORTED_MAJORS, versionOf } from '../support/nodes.mjs';
import { judge } from './judge.mjs';
import { readCases } from './labels.mjs';

/** What each column must reach, in percent. */
const REQUIRED = { found: 95, place: 95, severity: 95, clean: 100 };
const COLUMNS = Object.keys(REQUIRED);

const folderOf = (path) => fileURLToPath(new URL(path, import.meta.url));
const results = folderOf('../../.cache/exam-findings/');

const { values } = parseArgs({
  options: {
    node: { type: 'string', default: SUPPORTED_MAJORS.join(',') },
    only: { type: 'string', default: '' },
    mode: { type: 'string', default: 'default,deep' },
    repeat: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run exam:findings -- [options]
  --node 20,22     Node majors to run on (default: ${SUPPORTED_MAJORS.join(',')}); installed into .cache/nodes when needed
  --only <text>    only cases whose name contains this; several with commas
  --mode <modes>   default, deep or both (with a comma, the default)
  --repeat <n>     each case n times
  --verbose        a row for every case, not only for the failing ones`);
  process.exit(0);
}

const only = values.only.split(',');
const cases = readCases(folderOf('cases'), folderOf('../../fixtures')).filter((each) =>
  only.some((text) => each.name.includes(text)),
);
let missed = cases.length === 0;
for (const major of values.node.split(',').map(Number)) {
  const node = findNode(major);
  for (const mode of values.mode.split(',')) {
    const rows = await examine(major, node, mode);
    writeFileSync(join(results, `node${major}-${mode}.json`), JSON.stringify(rows, null, 1));
    missed = printTotals(`Node ${versionOf(node)}, ${mode}`, rows) || missed;
  }
}
process.exitCode = missed ? 1 : 0;

async function examine(major, node, mode) {
  const rows = [];
  for (const each of cases.filter((one) => one.node <= major)) {
    for (let i = 0; i < Number(values.repeat); i++) {
      const folder = join(results, `node${major}-${mode}`, each.name.replaceAll('/', '__'));
      mkdirSync(folder, { recursive: true });
      const deep = mode === 'deep';
      const outcome = await launch({ ...each, launch: { ...each.launch, deep } }, node, folder);
      const row = { name: each.name, marks: judge(each, deep, outcome), exit: outcome.exit, wallMs: outcome.wallMs };
      writeFileSync(join(folder, 'stderr.txt'), outcome.stderr);
      rows.push(row);
      printRow(`${major} ${mode}`, row);
    }
  }
  return rows;
}

function printRow(run, { name, marks, wallMs }) {
  const bad = COLUMNS.filter((column) => marks[column]?.ok === false);
  if (bad.length > 0) {
    console.log(`FAIL ${run} ${name}${bad.map((column) => `\n      ${column}: ${marks[column].note}`).join('')}`);
  } else if (values.verbose) {
    console.log(`ok   ${run} ${name} (${wallMs} ms)`);
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
    const short = percent < REQUIRED[column];
    under ||= short;
    const demand = short ? `  under ${REQUIRED[column]} %` : '  ok';
    console.log(`  ${column.padEnd(9)} ${`${good}/${asked.length}`.padStart(8)}  (${percent.toFixed(1)} %)${demand}`);
  }
  console.log('');
  return under;
}
