import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findNode, versionOf } from '../support/nodes.mjs';
import { deep, deepText } from './deep.mjs';
import { gate, gateText } from './gate.mjs';
import { hooks, hooksText } from './hooks.mjs';
import { overhead, overheadText } from './overhead.mjs';
import { page, pageText } from './page.mjs';
import { register, registerText } from './register.mjs';
import { report, reportText } from './report.mjs';
import { scale } from './scale.mjs';
import { scaleText } from './scale-text.mjs';
import { writeScale } from './scale-write.mjs';
import { startup, startupText } from './startup.mjs';
import { steady, steadyText } from './steady.mjs';
import { triage, triageText } from './triage.mjs';

const BENCHES = {
  overhead: [overhead, overheadText],
  startup: [startup, startupText],
  steady: [steady, steadyText],
  hooks: [hooks, hooksText],
  deep: [deep, deepText],
  gate: [gate, gateText],
  register: [register, registerText],
  report: [report, reportText],
  triage: [triage, triageText],
  page: [page, pageText],
  scale: [scale, scaleText, writeScale],
};
const folder = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));

// A bench with options of its own.
if (process.argv[2] === 'peers') {
  const { main } = await import('./peers/run.mjs');
  await main(process.argv.slice(3));
  process.exit();
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string' },
    only: { type: 'string', default: '' },
    variants: { type: 'string', default: '' },
    node: { type: 'string', default: '' },
    size: { type: 'string', default: '1000' },
    'idle-seconds': { type: 'string', default: '20' },
    traces: { type: 'string', default: '2000' },
    mb: { type: 'string', default: '2000' },
    rate: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '8' },
    write: { type: 'boolean', default: false },
  },
});

const name = positionals[0] ?? '';
if (!(name in BENCHES)) {
  console.error(`usage: npm run bench -- <${[...Object.keys(BENCHES), 'peers'].join('|')}> [options]
  --pairs <n>          pairs of bare and with (default 9); peers and the idle server take a third of that; of triage: runs
                       of which the quickest counts (default 1)
  --only http,json     only these kinds of work: http, files, json, idle; of steady: http, files; of gate: quiet, pinned, nice;
                       of scale: stalls, stalls-16, threads, requests
  --variants probe     of overhead: only these; all pairs are theirs then
  --size <MB>          of report: how large the trace is (default 1000); --only names formats
  --node <major>       with another Node
  --idle-seconds <n>   how long the idle server idles (default 20)
  --traces <n> --mb <n> --rate <n>   of triage: how many traces, how large in all (default 2000 each), and how many times
                       the usual stalls are in them (default 4)
  --seconds <n>        how long each run of scale is measured (default 8)
  --write              puts the outcome of scale into docs/scale.md and docs/images
peers has options of its own: npm run bench peers -- --help`);
  process.exit(2);
}

const [bench, text, write] = BENCHES[name];
if (values.write && write === undefined) {
  console.error(`--write is for scale alone, not for ${name}`);
  process.exit(2);
}
const node = values.node ? findNode(Number(values.node)) : process.execPath;
mkdirSync(folder, { recursive: true });
const before = loadavg()[0];
const rows = await bench({
  node,
  pairs: Number(values.pairs ?? (name === 'triage' ? 1 : 9)),
  traces: Number(values.traces),
  mb: Number(values.mb),
  rate: Number(values.rate),
  only: values.only.split(',').filter(Boolean),
  chosen: values.variants.split(',').filter(Boolean),
  sizeMb: Number(values.size),
  idleSeconds: Number(values['idle-seconds']),
  seconds: Number(values.seconds),
  folder: join(folder, 'runs'),
  progress: (line) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${line}`),
});
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`;
const header = `Node ${versionOf(node)}; ${machine}; load before: ${before.toFixed(2)}; ${name === 'triage' ? 'the quickest run' : 'median (range)'}`;
console.log(`${header}\n\n${text(rows)}`);
writeFileSync(
  join(folder, `${name}.json`),
  JSON.stringify({ node: versionOf(node), machine, loadBefore: before, rows }, null, 1),
);
if (values.write) write(header, rows);
