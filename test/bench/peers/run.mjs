import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { judge } from './judge.mjs';
import { launch } from './launch.mjs';
import { readOptions } from './options.mjs';
import { overhead } from './overhead.mjs';
import { tableOf, withTable } from './table.mjs';
import { verdictMs } from './verdict.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(root, '.cache', 'bench');
/** Of a tool's findings on one case so many are kept: thousands of one kind tell no more. */
const KEPT_FINDINGS = 5;

/** `npm run bench peers`, with the words after it. Prints the table; raw results go to `.cache/bench/peers.json`. */
export async function main(args) {
  const options = readOptions(args);
  if (options.say) {
    console.error(options.say);
    process.exitCode = options.exitCode;
    return;
  }
  const tools = options.tools.map((tool) => {
    progress(`installing what ${tool.name} needs`);
    return { ...tool, ...install(tool, options.node, options.nodeVersion), result: resultOf(tool) };
  });
  for (const tool of tools) tool.result.notMeasured = tool.reason;
  const able = tools.filter((tool) => tool.reason === null);
  const results = {
    format: 'loopcheck-peers',
    version: 1,
    measuredOn: new Date().toISOString().slice(0, 10),
    node: options.nodeVersion,
    machine: `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`,
    loadBefore: loadavg()[0],
    cases: options.cases.length,
    pairs: options.pairs,
    workShare: options.workShare,
    tools: tools.map(({ result }) => result),
  };
  const raw = [];
  const keep = () => writeFileSync(join(cache, 'peers.json'), JSON.stringify({ ...results, raw }, null, 1));
  mkdirSync(cache, { recursive: true });
  if (options.parts.includes('corpus')) await corpus(able, options, raw, keep);
  if (options.parts.includes('verdict')) await verdicts(able, options);
  keep();
  if (options.parts.includes('overhead')) {
    const ratios = await overhead(able, { ...options, folder: join(cache, 'peers'), progress });
    for (const tool of able) tool.result.overhead = ratios.get(tool.name);
  }
  keep();
  progress('');
  console.log(tableOf(results));
  if (options.write) write(results);
}

function resultOf({ name, about, packages, version, claims }) {
  return {
    name,
    about,
    version: version ? version() : (Object.values(packages).at(-1) ?? null),
    notMeasured: null,
    claims,
    marks: {},
    overhead: null,
    verdictMs: null,
  };
}

/** Every case under every tool, the tools in turn for each case, so that all meet the machine in the same state. */
async function corpus(tools, { cases, node }, raw, keep) {
  for (const [i, testCase] of cases.entries()) {
    for (const tool of tools) {
      progress(`${i + 1}/${cases.length} ${testCase.name} ${tool.name}`);
      const folder = join(cache, 'peers', 'run');
      const { findings, exit, wallMs, timedOut } = await launch(tool, testCase, { node, home: tool.home, folder });
      const marks = judge(tool.claims, testCase, findings);
      tool.result.marks[testCase.name] = marks;
      const kept = findings.slice(0, KEPT_FINDINGS);
      raw.push({ case: testCase.name, tool: tool.name, exit, wallMs, timedOut, marks, findings: kept });
    }
    keep();
  }
}

async function verdicts(tools, { node, times }) {
  for (const tool of tools) {
    progress(`result of ${tool.name}`);
    const folder = join(cache, 'peers', 'verdict');
    tool.result.verdictMs = await verdictMs(tool, { node, home: tool.home, folder, times });
  }
}

function write(results) {
  writeFileSync(join(root, 'docs', 'peers.json'), `${JSON.stringify(results, null, 1)}\n`);
  for (const page of ['docs/comparison.md', 'README.md']) {
    const path = join(root, page);
    writeFileSync(path, withTable(readFileSync(path, 'utf8'), results));
  }
}

function progress(line) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
}
