import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writePart } from '../support/doc-part.mjs';
import { findNode, versionOf } from '../support/nodes.mjs';
import { compare, count } from './compare.mjs';
import { PACKAGES } from './packages.mjs';
import { prepare } from './sources.mjs';
import { runSuite } from './suite.mjs';
import { merge, tableOf } from './table.mjs';

const page = fileURLToPath(new URL('../../docs/compatibility.md', import.meta.url));
const kept = fileURLToPath(new URL('../../.cache/compat/', import.meta.url));
const figures = fileURLToPath(new URL('../../docs/suites.json', import.meta.url));

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '' },
    work: { type: 'string', default: join(tmpdir(), 'loopcheck-compat') },
    only: { type: 'string', default: '' },
    node: { type: 'string', default: '' },
    repeat: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run compat -- [options]
  Runs the suites of well-known packages bare and under loopcheck; their outcomes must be the same, test by test.
  --from <folder>   git repositories of the packages, <folder>/<name>; without it they are cloned from GitHub
  --work <folder>   where the sources are laid and installed (default: ${values.work})
  --only <text>     only packages whose name contains this; several with commas
  --node <major>    with another Node than the running one
  --repeat <n>      runs of each kind, at most, to tell a difference from a test that does not always end alike (default 3)
  --minutes <n>     a suite may take this long (default 5)
  --write           keeps the rows in docs/suites.json, and puts their table into docs/compatibility.md

The table has the latest row of each package on each major version of Node: those that are not run now keep theirs.`);
  process.exit(0);
}

const node = values.node ? findNode(Number(values.node)) : process.execPath;
const wanted = values.only.split(',');
const chosen = PACKAGES.filter(({ name }) => wanted.some((text) => name.includes(text)));
const work = resolve(values.work);
const rows = [];
for (const each of chosen) {
  const row = await examine(each).catch((error) => ({ problem: error.message.split('\n')[0] }));
  rows.push({ name: each.name, node: versionOf(node), problem: null, ...row });
  tell(rows.at(-1));
  mkdirSync(kept, { recursive: true });
  writeFileSync(join(kept, `${each.name}.json`), JSON.stringify(rows.at(-1), null, 1));
}
// With the latest of those that were not run now: all of them take an hour a Node.
const all = merge(JSON.parse(readFileSync(figures, 'utf8')), rows);
const table = tableOf(all, PACKAGES);
console.log(`\n${table}`);
if (values.write) {
  writeFileSync(figures, `[\n${all.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
  writePart(page, 'suites', table);
}
process.exitCode =
  rows.length > 0 && rows.every(({ problem, differing }) => problem === null && differing === 0) ? 0 : 1;

/** Runs all suites of a package. Throws where one can't be run, or was not probed. */
async function examine(each) {
  const folder = prepare(each, { from: values.from === '' ? '' : resolve(values.from), work, node });
  const found = [];
  for (const [index, suite] of each.suites.entries()) found.push(await examineSuite(each, suite, index, folder));
  const sum = (take) => found.reduce((total, one) => total + take(one), 0);
  const counts = (side) => ({
    passed: sum((one) => one[side].passed),
    failed: sum((one) => one[side].failed),
    skipped: sum((one) => one[side].skipped),
  });
  const names = (kind) => found.flatMap((one) => one[kind]);
  const differing = names('differing');
  const isNews = ({ name }) => each.known?.includes(name) !== true;
  return {
    bare: counts('bare'),
    under: counts('under'),
    differing: differing.filter(isNews).length,
    known: differing.filter((one) => !isNews(one)).length,
    unsteady: names('unsteady').length,
    processes: sum((one) => one.processes),
    exits: found.map((one) => one.exits),
    wallMs: found.map((one) => one.wallMs),
    names: { differing, unsteady: names('unsteady') },
  };
}

/** A pair of runs; while they differ, another pair. */
async function examineSuite(each, suite, index, folder) {
  const runs = { bare: [], under: [] };
  const once = async (kind) => {
    const keep = join(kept, each.name, `${index}-${kind}-${runs[kind].length + 1}`);
    mkdirSync(keep, { recursive: true });
    const limitMs = Number(values.minutes) * 60_000;
    const run = await runSuite(suite, { folder, node, under: kind === 'under', limitMs, keep });
    const what = `${suite.command.join(' ')} ${kind === 'under' ? 'under loopcheck' : 'bare'}`;
    if (run.timedOut) throw new Error(`${what} took more than ${values.minutes} minutes`);
    if (run.outcomes.size === 0) throw new Error(`${what} reported no test (exit ${run.exit}); see ${keep}`);
    if (run.probe?.armed === false) throw new Error(`${what}: the probe was not armed; see ${keep}`);
    runs[kind].push(run);
  };
  let result;
  do {
    await once('bare');
    await once('under');
    result = compare(
      runs.bare.map(({ outcomes }) => outcomes),
      runs.under.map(({ outcomes }) => outcomes),
    );
  } while (result.differing.length + result.unsteady.length > 0 && runs.bare.length < Number(values.repeat));
  const last = { bare: runs.bare.at(-1), under: runs.under.at(-1) };
  return {
    command: suite.command.join(' '),
    bare: count(last.bare.outcomes),
    under: count(last.under.outcomes),
    ...result,
    processes: last.under.probe.processes,
    exits: { bare: runs.bare.map(({ exit }) => exit), under: runs.under.map(({ exit }) => exit) },
    wallMs: { bare: runs.bare.map(({ wallMs }) => wallMs), under: runs.under.map(({ wallMs }) => wallMs) },
  };
}

function tell({ name, problem, bare, under, differing, names, exits, wallMs }) {
  if (problem !== null) {
    console.log(`FAIL ${name}: ${problem}`);
    return;
  }
  const same = differing === 0;
  console.log(
    `${same ? 'ok  ' : 'FAIL'} ${name}: bare ${text(bare)}, under loopcheck ${text(under)}; exit codes ${JSON.stringify(exits)}; ms ${JSON.stringify(wallMs)}`,
  );
  for (const [kind, list] of Object.entries(names)) {
    for (const one of list) console.log(`       ${kind}: ${one.name}: bare ${one.bare}, under loopcheck ${one.under}`);
  }
}

function text({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
