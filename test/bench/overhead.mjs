import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, spread } from './meter.mjs';
import { bare, peers, variants } from './variants.mjs';

const work = (name) => fileURLToPath(new URL(`work/${name}.cjs`, import.meta.url));

/** What is run, and what it stands for. */
export const WORKS = {
  http: '(a) promise-heavy HTTP server, driven in process',
  files: '(b) asynchronous file work with short synchronous calls',
  json: '(c) JSON, parsed and printed',
  idle: '(d) a server that idles',
};
/** One pair of the idle server or of a peer for this many of the others: they take long. */
const PAIRS_TO_ONE = 3;

/**
 * Bare against each variant in alternating pairs, the order turned round in every second pair. Returns rows of
 * `{ work, variant, about, cpu, wall, bareCpuMs, pairs }`, where `cpu` and `wall` are spreads of the ratio to the bare run
 * of the same pair; for the idle server `corePercent` is the spread of the CPU above bare, in percent of one core.
 */
export function overhead({ node, pairs, only, chosen, idleSeconds, folder, progress }) {
  const names = Object.keys(WORKS).filter((name) => only.length === 0 || only.includes(name));
  const measuredOnes = [...variants, ...peers].filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  return names.flatMap((name) =>
    measuredOnes.map((variant) => {
      const idle = name === 'idle';
      const size = idle ? idleSeconds : variant.size?.[name];
      const env = size === undefined ? {} : { BENCH_SIZE: String(size) };
      const run = (each) => measure(each, node, work(name), join(folder, each.name), env);
      const few = chosen.length === 0 && (idle || peers.includes(variant));
      const count = few ? Math.max(1, Math.round(pairs / PAIRS_TO_ONE)) : pairs;
      const measured = Array.from({ length: count }, (_, i) => {
        progress(`${name} ${variant.name} ${i + 1}/${count}`);
        return pair(run, variant, i % 2 === 1);
      });
      const figures = summarize(measured, idle ? idleSeconds : null);
      return { work: WORKS[name], variant: variant.name, about: variant.about, ...figures, measured };
    }),
  );
}

function pair(run, variant, turned) {
  if (!turned) {
    const base = run(bare);
    return { bare: base, with: run(variant) };
  }
  const first = run(variant);
  return { bare: run(bare), with: first };
}

function summarize(measured, idleSeconds) {
  const base = { pairs: measured.length, bareCpuMs: spread(measured.map((each) => each.bare.cpuMs)).median };
  const wall = spread(measured.map((each) => each.with.wallMs / each.bare.wallMs));
  if (idleSeconds !== null) {
    const percent = (each) => (each.with.cpuMs - each.bare.cpuMs) / (idleSeconds * 10);
    return { ...base, wall, corePercent: spread(measured.map(percent)) };
  }
  return { ...base, wall, cpu: spread(measured.map((each) => each.with.cpuMs / each.bare.cpuMs)) };
}

/** The rows as text, one table a kind of work, and below what each variant is. */
export function overheadText(rows) {
  const about = new Map(rows.map((row) => [row.variant, `  ${row.variant.padEnd(11)} ${row.about}`]));
  const works = [...new Set(rows.map((row) => row.work))];
  const tables = works.map((work) =>
    table(
      work,
      rows.filter((row) => row.work === work),
    ),
  );
  return [...tables, [...about.values()].join('\n')].join('\n\n');
}

function table(work, rows) {
  const idle = rows[0].corePercent !== undefined;
  const head = `${work}; bare: ${Math.round(rows[0].bareCpuMs)} ms of CPU\n  ${'variant'.padEnd(11)} ${(idle ? '% of a core above bare' : 'CPU, × bare').padEnd(26)} ${'wall, × bare'.padEnd(26)} pairs`;
  const lines = rows.map((row) => {
    const main = idle ? figures(row.corePercent, 2) : figures(row.cpu, 3);
    return `  ${row.variant.padEnd(11)} ${main.padEnd(26)} ${figures(row.wall, 3).padEnd(26)} ${row.pairs}`;
  });
  return [head, ...lines].join('\n');
}

function figures({ median, min, max }, digits) {
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}
