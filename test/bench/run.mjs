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
import { scale } from './scale.mjs';
import { scaleText } from './scale-text.mjs';
import { writeScale } from './scale-write.mjs';
import { startup, startupText } from './startup.mjs';

const BENCHES = {
  overhead: [overhead, overheadText],
  startup: [startup, startupText],
  hooks: [hooks, hooksText],
  deep: [deep, deepText],
  gate: [gate, gateText],
  scale: [scale, scaleText, writeScale],
};
const folder = fileURLToPath(new URL('../../.cache/bench/', import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '9' },
    only: { type: 'string', default: '' },
    node: { type: 'string', default: '' },
    'idle-seconds': { type: 'string', default: '20' },
    seconds: { type: 'string', default: '8' },
    write: { type: 'boolean', default: false },
  },
});

const name = positionals[0] ?? '';
if (!(name in BENCHES)) {
  console.error(`usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [options]
  --pairs <n>          pairs of bare and with (default 9); peers and the idle server take a third of that
  --only http,json     only these kinds of work: http, files, json, idle; of gate: quiet, pinned, nice;
                       of scale: stalls, stalls-16, threads, requests
  --node <major>       with another Node
  --idle-seconds <n>   how long the idle server idles (default 20)
  --seconds <n>        how long each run of scale is measured (default 8)
  --write              puts the outcome of scale into docs/scale.md and docs/images`);
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
  pairs: Number(values.pairs),
  only: values.only.split(',').filter(Boolean),
  idleSeconds: Number(values['idle-seconds']),
  seconds: Number(values.seconds),
  folder: join(folder, 'runs'),
  progress: (line) => process.stderr.isTTY && process.stderr.write(`\r\x1b[K${line}`),
});
if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`;
const header = `Node ${versionOf(node)}; ${machine}; load before: ${before.toFixed(2)}; median (range)`;
console.log(`${header}\n\n${text(rows)}`);
writeFileSync(
  join(folder, `${name}.json`),
  JSON.stringify({ node: versionOf(node), machine, loadBefore: before, rows }, null, 1),
);
if (values.write) write(header, rows);
