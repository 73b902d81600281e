import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './meter.mjs';
import { bare, recorders, variants } from './variants.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The works that mark their pieces: how much of them one run does, and what a piece is. */
const WORKS = {
  http: { size: 30_000, piece: '2,000 requests of the promise-heavy HTTP server' },
  files: { size: 1200, piece: '50 rounds of the file work' },
};
/** Marks that are left out: V8 is still compiling. */
const WARM_MARKS = 5;
/** Parts of the pieces that were cheaper: the lower ones are of quick moments of the machine, and steadier. */
const QUANTILES = [0.1, 0.25, 0.5];

/**
 * What a warm program costs, without its start: the CPU of pieces of a work, bare, with the probe and with the flight
 * recorders in alternating runs, all pieces of all runs put together. A machine that is quick and slow by turns moves a run
 * by ten percent; the cheaper pieces of either side it hardly moves. Returns rows of `{ work, variant, pieces, all, main }`,
 * where `all` (the process) and `main` (its main thread) hold the CPU ms of a piece at each of the quantiles. Linux alone.
 */
export function steady({ node, pairs, only, folder, progress }) {
  const names = Object.keys(WORKS).filter((name) => only.length === 0 || only.includes(name));
  return names.flatMap((name) => {
    const sides = [bare, variants[0], ...recorders].map((variant) => ({ variant, all: [], main: [] }));
    for (let i = 0; i < pairs; i++) {
      for (const side of i % 2 === 0 ? sides : [...sides].reverse()) {
        progress(`${name} ${side.variant.name} ${i + 1}/${pairs}`);
        const { pid, marks } = run(name, side.variant, node, folder);
        const pieces = marks.slice(WARM_MARKS, -1).map((times, k) => gained(times, marks[WARM_MARKS + k + 1]));
        side.all.push(...pieces.map((piece) => sum(Object.values(piece))));
        side.main.push(...pieces.map((piece) => piece[pid]));
      }
    }
    return sides.map(({ variant, all, main }) => ({
      work: name,
      variant: variant.name,
      pieces: all.length,
      all: QUANTILES.map((part) => quantile(all, part)),
      main: QUANTILES.map((part) => quantile(main, part)),
    }));
  });
}

function run(name, variant, node, folder) {
  const out = join(folder, 'marks.json');
  const marked = {
    ...variant,
    command: (...given) => {
      const { args, env } = variant.command(...given);
      return { args: [args[0], '--require', here('marks.cjs'), ...args.slice(1)], env };
    },
  };
  const env = { BENCH_MARKS: out, BENCH_SIZE: String(WORKS[name].size) };
  measure(marked, node, here(`work/${name}.cjs`), join(folder, 'trace'), env);
  return JSON.parse(readFileSync(out, 'utf8'));
}

/** By thread; one that has ended between has gained nothing that is known. */
function gained(before, after) {
  return Object.fromEntries(Object.entries(after).map(([tid, ms]) => [tid, ms - (before[tid] ?? 0)]));
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

function quantile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export function steadyText(rows) {
  return Object.keys(WORKS)
    .map((work) => rows.filter((row) => row.work === work))
    .filter((own) => own.length > 0)
    .map(textOf)
    .join('\n\n');
}

function textOf(rows) {
  const [base] = rows;
  const cells = (row, key) =>
    row[key].map((ms, i) => `${ms.toFixed(1)} (${(ms / base[key][i]).toFixed(3)})`.padEnd(16)).join('');
  const quantiles = QUANTILES.map((part) => `${part * 100} %`).join(', ');
  const head = `CPU ms of ${WORKS[base.work].piece}, and × bare, at the lower ${quantiles} of the pieces`;
  const lines = rows.flatMap((row) => [
    `  ${row.variant.padEnd(10)} process      ${cells(row, 'all')} ${row.pieces} pieces`,
    `  ${''.padEnd(10)} main thread  ${cells(row, 'main')}`,
  ]);
  return [head, ...lines].join('\n');
}
