import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFleet } from '../fleet/fleet.mjs';

const CLI = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const PEAK = fileURLToPath(new URL('./peak.cjs', import.meta.url));
/** DuckDB first: it is what such a fleet is given without `--engine`. */
const ENGINES = ['duckdb', 'stream'];
const QUARTERS = ['1', '2', '3', '4'];
const MB = 1024 * 1024;

/**
 * How long `loopcheck triage` takes for a fleet of `traces` files with `mb` MB in all, for half and for a quarter of it:
 * rows of `{ engine, traces, mb, wallMs, cpuMs, peakMb }`, each the quickest of `pairs` runs. A trace is mostly health
 * lines, as that of a long recording is; `rate` times the usual stalls make up more of it.
 */
export function triage({ node, pairs, traces, mb, rate, folder, progress }) {
  rmSync(folder, { recursive: true, force: true });
  const sizes = writeFleet(join(folder, 'fleet'), traces, mb, rate);
  const rows = [];
  for (const parts of [1, 2, 4]) {
    const own = QUARTERS.slice(0, parts);
    const paths = own.map((part) => join(folder, 'fleet', part));
    for (const engine of ENGINES) {
      progress(`${engine}, ${parts} of 4 parts`);
      const runs = Array.from({ length: pairs }, () => run(node, engine, paths, folder));
      const [best] = runs.sort((a, b) => a.wallMs - b.wallMs);
      const bytes = own.reduce((sum, part) => sum + sizes[part].bytes, 0);
      const count = own.reduce((sum, part) => sum + sizes[part].count, 0);
      rows.push({ engine, traces: count, mb: Math.round(bytes / MB), ...best });
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

function writeFleet(folder, traces, mb, rate) {
  const sizes = Object.fromEntries(QUARTERS.map((part) => [part, { bytes: 0, count: 0 }]));
  for (const part of QUARTERS) mkdirSync(join(folder, part), { recursive: true });
  // What stalls take of a trace is not known before it is made; a tenth of a fleet tells.
  const sample = [...makeFleet({ seed: 1, scenario: 'regression', traces: Math.ceil(traces / 10), rate }).traces];
  const stallBytes = sample.reduce((sum, { text }) => sum + text.length, 0) / sample.length;
  const padding = Math.max(0, Math.round((mb * MB) / traces - stallBytes));
  let index = 0;
  for (const { name, text } of makeFleet({ seed: 1, scenario: 'regression', traces, rate, padding }).traces) {
    const part = QUARTERS[index % QUARTERS.length];
    const file = join(folder, part, name);
    writeFileSync(file, text);
    sizes[part].bytes += statSync(file).size;
    sizes[part].count += 1;
    index += 1;
  }
  return sizes;
}

function run(node, engine, paths, folder) {
  const peak = join(folder, 'peak.json');
  const args = [CLI, 'triage', ...paths, '--engine', engine, '--format', `json=${join(folder, 'triage.json')}`];
  const env = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(PEAK)}`, LOOPCHECK_BENCH_PEAK: peak };
  const began = performance.now();
  const { status, stderr } = spawnSync(node, args, { env, encoding: 'utf8' });
  const wallMs = Math.round(performance.now() - began);
  if (status !== 0) throw new Error(`triage failed (${status}): ${stderr}`);
  const { peakKb, cpuMs } = JSON.parse(readFileSync(peak, 'utf8'));
  return { wallMs, cpuMs: Math.round(cpuMs), peakMb: Math.round(peakKb / 1024) };
}

export function triageText(rows) {
  const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;
  return [
    '| traces | MB | engine | time | CPU time | memory at most | time for 100 MB |',
    '| --: | --: | --- | --: | --: | --: | --: |',
    ...rows.map(
      ({ engine, traces, mb, wallMs, cpuMs, peakMb }) =>
        `| ${traces} | ${mb} | ${engine} | ${seconds(wallMs)} | ${seconds(cpuMs)} | ${peakMb} MB | ${seconds((wallMs / mb) * 100)} |`,
    ),
  ].join('\n');
}
