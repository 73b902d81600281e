import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBigTrace } from './big-trace.mjs';

const BIN = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const OWN_COST = fileURLToPath(new URL('own-cost.cjs', import.meta.url));
const MB = 1e6;

/** How fast `loopcheck report` goes through a large trace, and in how much memory: the median of some runs. */
export function report({ node, pairs, sizeMb, only, folder, progress }) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'big.ndjson');
  progress(`writing ${sizeMb} MB`);
  const written = writeBigTrace({ file, bytes: sizeMb * MB });
  const bytes = statSync(file).size;
  const formats = only.length > 0 ? only : ['terminal', 'json'];
  try {
    return formats.map((format) => {
      const runs = Array.from({ length: pairs }, (_, index) => {
        progress(`${format} ${index + 1}/${pairs}`);
        return measure(node, file, format);
      });
      return {
        format,
        bytes,
        ...written,
        mbPerSecond: middle(runs.map(({ ms }) => bytes / MB / (ms / 1000))),
        memoryMb: Math.max(...runs.map(({ memoryMb }) => memoryMb)),
        cpuMs: middle(runs.map(({ cpuMs }) => cpuMs)),
      };
    });
  } finally {
    rmSync(file);
  }
}

function measure(node, file, format) {
  const args = format === 'terminal' ? [] : ['--format', format, '--output', '-'];
  const began = performance.now();
  const { status, output } = spawnSync(node, ['--require', OWN_COST, BIN, 'report', file, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ms = performance.now() - began;
  if (status !== 0) throw new Error(`loopcheck report ended with ${status}.`);
  return { ms, ...JSON.parse(String(output[3])) };
}

function middle(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function reportText(rows) {
  const [first] = rows;
  const head = `${Math.round(first.bytes / MB)} MB, ${first.lines} lines, ${first.stalls} stalls`;
  const lines = rows.map(
    ({ format, mbPerSecond, memoryMb, cpuMs }) =>
      `${format.padEnd(10)} ${mbPerSecond.toFixed(0).padStart(5)} MB/s  ${memoryMb.toFixed(0).padStart(5)} MB of memory  ${(cpuMs / 1000).toFixed(1)} s of CPU`,
  );
  return [head, ...lines].join('\n');
}
