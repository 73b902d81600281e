import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './meter.mjs';
import { bare, recorders, variants } from './variants.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Requests of one run, and between two marks of the work (`work/http.cjs`). */
const REQUESTS = 30_000;
/** Marks that are left out: V8 is still compiling. */
const WARM_MARKS = 5;
/** Parts of the pieces that were cheaper: the lower ones are of quick moments of the machine, and steadier. */
const QUANTILES = [0.1, 0.25, 0.5];

/**
 * What a warm server costs, without its start: the CPU of pieces of work (a) of 2,000 requests each, bare, with the
 * probe and with the flight recorders in alternating runs, all pieces of all runs put together. A machine that is quick and slow by turns moves a run by
 * ten percent; the cheaper pieces of either side it hardly moves. Returns rows of `{ variant, pieces, all, main }`, where
 * `all` (the process) and `main` (its main thread) hold the CPU ms of a piece at each of the quantiles. Linux alone.
 */
export function steady({ node, pairs, folder, progress }) {
  const sides = [bare, variants[0], ...recorders].map((variant) => ({ variant, all: [], main: [] }));
  for (let i = 0; i < pairs; i++) {
    for (const side of i % 2 === 0 ? sides : [...sides].reverse()) {
      progress(`${side.variant.name} ${i + 1}/${pairs}`);
      const { pid, marks } = run(side.variant, node, folder);
      const pieces = marks.slice(WARM_MARKS, -1).map((times, k) => gained(times, marks[WARM_MARKS + k + 1]));
      side.all.push(...pieces.map((piece) => sum(Object.values(piece))));
      side.main.push(...pieces.map((piece) => piece[pid]));
    }
  }
  return sides.map(({ variant, all, main }) => ({
    variant: variant.name,
    pieces: all.length,
    all: QUANTILES.map((part) => quantile(all, part)),
    main: QUANTILES.map((part) => quantile(main, part)),
  }));
}

function run(variant, node, folder) {
  const out = join(folder, 'marks.json');
  const marked = {
    ...variant,
    command: (...given) => {
      const { args, env } = variant.command(...given);
      return { args: [args[0], '--require', here('marks.cjs'), ...args.slice(1)], env };
    },
  };
  const env = { BENCH_MARKS: out, BENCH_SIZE: String(REQUESTS) };
  measure(marked, node, here('work/http.cjs'), join(folder, 'trace'), env);
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
  const [base] = rows;
  const cells = (row, key) =>
    row[key].map((ms, i) => `${ms.toFixed(1)} (${(ms / base[key][i]).toFixed(3)})`.padEnd(16)).join('');
  const head = `CPU ms of 2,000 requests, and × bare, at the lower ${QUANTILES.map((part) => `${part * 100} %`).join(', ')} of the pieces`;
  const lines = rows.flatMap((row) => [
    `  ${row.variant.padEnd(8)} process      ${cells(row, 'all')} ${row.pieces} pieces`,
    `  ${''.padEnd(8)} main thread  ${cells(row, 'main')}`,
  ]);
  return [head, ...lines].join('\n');
}
