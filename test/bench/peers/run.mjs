import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findNode, versionOf } from '../../support/nodes.mjs';
import { casesOf } from './cases.mjs';
import { install } from './install.mjs';
import { judge } from './judge.mjs';
import { launch } from './launch.mjs';
import { overhead } from './overhead.mjs';
import { tableOf, withTable } from './table.mjs';
import { TOOLS } from './tools/index.mjs';
import { verdictMs } from './verdict.mjs';

const PARTS = ['corpus', 'overhead', 'verdict'];
const USAGE = `usage: npm run bench peers -- [options]
  --only corpus,overhead,verdict   only these parts
  --tools doctor,sentry            only tools whose name contains one of these
  --cases json,endings/            only programs whose name contains one of these
  --works http,files,json          only these kinds of work, for the overhead
  --all                            all programs of the exam that more than one tool can run, not the chosen ones
  --pairs <n>                      pairs of bare and with, for the overhead (default 1)
  --times <n>                      runs for the time to a verdict (default 1)
  --node <major>                   with another Node
  --write                          keep the results in docs/peers.json and the table in docs/comparison.md`;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(root, '.cache', 'bench');
const listOf = (text) => text.split(',').filter(Boolean);

/** `npm run bench peers`, with the words after it. Prints the table; raw results go to `.cache/bench/peers.json`. */
export async function main(args) {
  const options = read(args);
  if (options === null) return;
  const { node } = options;
  const tools = TOOLS.filter(({ name }) => named(name, options.tools)).map((tool) => {
    progress(`installing what ${tool.name} needs`);
    return { ...tool, ...install(tool, node, versionOf(node)) };
  });
  const results = {
    format: 'loopcheck-peers',
    version: 1,
    measuredOn: new Date().toISOString().slice(0, 10),
    node: versionOf(node),
    machine: `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`,
    loadBefore: loadavg()[0],
    cases: options.cases.length,
    pairs: options.pairs,
    tools: tools.map((tool) => ({
      name: tool.name,
      about: tool.about,
      version: versionsOf(tool),
      notMeasured: tool.reason,
      claims: tool.claims,
      marks: {},
      overhead: null,
      verdictMs: null,
    })),
  };
  const able = tools.filter((tool) => tool.reason === null);
  const entryOf = (tool) => results.tools.find(({ name }) => name === tool.name);
  const raw = options.parts.includes('corpus') ? await corpus(able, options, entryOf) : [];
  if (options.parts.includes('overhead')) {
    const all = await overhead(able, { ...options, folder: join(cache, 'peers'), progress });
    for (const tool of able) entryOf(tool).overhead = all.get(tool.name);
  }
  if (options.parts.includes('verdict')) {
    for (const tool of able) {
      if (!tool.claims.stalls && !tool.claims.lines) continue;
      progress(`verdict ${tool.name}`);
      const folder = join(cache, 'peers', 'verdict');
      entryOf(tool).verdictMs = await verdictMs(tool, { node, home: tool.home, folder, times: options.times });
    }
  }
  progress('');
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'peers.json'), JSON.stringify({ ...results, raw }, null, 1));
  console.log(tableOf(results));
  if (options.write) write(results);
}

function read(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        only: { type: 'string', default: '' },
        tools: { type: 'string', default: '' },
        cases: { type: 'string', default: '' },
        works: { type: 'string', default: '' },
        all: { type: 'boolean', default: false },
        pairs: { type: 'string', default: '1' },
        times: { type: 'string', default: '1' },
        node: { type: 'string', default: '' },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    return refuse(error.message);
  }
  if (values.help) return refuse(null);
  const parts = values.only === '' ? PARTS : listOf(values.only);
  const unknown = parts.find((part) => !PARTS.includes(part));
  if (unknown) return refuse(`--only knows ${PARTS.join(', ')}, not ${unknown}`);
  const count = (name) => (/^[1-9]\d*$/.test(values[name]) ? Number(values[name]) : null);
  for (const name of ['pairs', 'times'])
    if (count(name) === null) return refuse(`--${name} is a whole number from 1, not ${values[name]}`);
  if (values.write && (values.only || values.tools || values.cases || values.works))
    return refuse('--write keeps whole runs: leave out --only, --tools, --cases and --works');
  const node = values.node ? findNode(Number(values.node)) : process.execPath;
  const major = Number(/^v(\d+)/.exec(versionOf(node))[1]);
  const cases = casesOf({ all: values.all, names: listOf(values.cases), major });
  if (cases.length === 0) return refuse(`no program's name contains ${values.cases}`);
  if (!TOOLS.some(({ name }) => named(name, listOf(values.tools)))) return refuse(`no tool's name contains ${values.tools}`);
  return {
    parts,
    cases,
    node,
    tools: listOf(values.tools),
    works: listOf(values.works),
    pairs: count('pairs'),
    times: count('times'),
    write: values.write,
  };
}

function refuse(reason) {
  console.error(reason === null ? USAGE : `${reason}\n\n${USAGE}`);
  process.exitCode = reason === null ? 0 : 2;
  return null;
}

function named(name, wanted) {
  return wanted.length === 0 || wanted.some((text) => name.toLowerCase().includes(text.toLowerCase()));
}

/** Every case under every tool, tool by tool for each case, so that all meet the machine in the same state. */
async function corpus(tools, { cases, node }, entryOf) {
  const raw = [];
  for (const [i, testCase] of cases.entries()) {
    for (const tool of tools) {
      progress(`${i + 1}/${cases.length} ${testCase.name} ${tool.name}`);
      const folder = join(cache, 'peers', 'run');
      const { findings, exit, wallMs, timedOut } = await launch(tool, testCase, { node, home: tool.home, folder });
      const marks = judge(tool.claims, testCase, findings);
      entryOf(tool).marks[testCase.name] = marks;
      raw.push({ case: testCase.name, tool: tool.name, exit, wallMs, timedOut, marks, findings: findings.slice(0, 5) });
    }
  }
  return raw;
}

function versionsOf({ packages, version }) {
  if (version) return version();
  const versions = Object.values(packages);
  return versions.length === 0 ? null : versions.at(-1);
}

function write(results) {
  const page = join(root, 'docs', 'comparison.md');
  writeFileSync(page, withTable(readFileSync(page, 'utf8'), results));
  writeFileSync(join(root, 'docs', 'peers.json'), `${JSON.stringify(results, null, 1)}\n`);
}

function progress(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
}
