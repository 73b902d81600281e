import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { idle } from './idle.mjs';
import { measure, spread } from './meter.mjs';
import { WORKS } from './overhead.mjs';
import { bare, recorders } from './variants.mjs';

const work = (name) => fileURLToPath(new URL(`work/${name}.cjs`, import.meta.url));

/** What is promised: times the bare CPU for each kind of work, and what an idle process may cost. */
const LIMITS = { http: 1.03, files: 1.03, json: 1.05, corePercent: 1, rssMb: 25 };
/** One pair of the idle server for this many of the others: they take long. */
const PAIRS_TO_ONE = 3;

/**
 * Bare node against the flight recorder in alternating pairs, the order turned round in every second one. Returns rows of
 * `{ work, variant, figure, limit, value, pairs }`: `value` is the spread of the CPU's ratio to bare, or of what an idle
 * server takes above bare.
 */
export function register({ node, pairs, only, idleSeconds, folder, progress }) {
  const names = Object.keys(WORKS).filter((name) => only.length === 0 || only.includes(name));
  return names.flatMap((name) =>
    recorders.flatMap((variant) => {
      const isIdle = name === 'idle';
      const count = isIdle ? Math.max(1, Math.round(pairs / PAIRS_TO_ONE)) : pairs;
      const run = isIdle
        ? (each) => idle(each, node, work(name), join(folder, 'idle'), idleSeconds)
        : (each) => measure(each, node, work(name), join(folder, 'work'));
      const measured = Array.from({ length: count }, (_, i) => {
        progress(`${name}, ${variant.name} ${i + 1}/${count}`);
        return pairOf(run, variant, i % 2 === 1);
      });
      const row = (figure, of) => ({
        work: WORKS[name],
        variant: variant.name,
        about: variant.about,
        figure,
        limit: LIMITS[figure] ?? LIMITS[name],
        value: spread(measured.map(of)),
        pairs: count,
      });
      if (!isIdle) return [row('cpu', ({ base, recorded }) => recorded.cpuMs / base.cpuMs)];
      return ['corePercent', 'rssMb'].map((figure) =>
        row(figure, ({ base, recorded }) => recorded[figure] - base[figure]),
      );
    }),
  );
}

function pairOf(run, variant, turned) {
  if (!turned) return { base: run(bare), recorded: run(variant) };
  const recorded = run(variant);
  return { base: run(bare), recorded };
}

const FIGURES = { cpu: 'CPU, × bare', corePercent: '% of a core above bare', rssMb: 'MB of memory above bare' };

/** The rows as one table. */
export function registerText(rows) {
  const lines = rows.map(({ work, variant, figure, limit, value, pairs }) => {
    const digits = figure === 'rssMb' ? 1 : 3;
    const { median, min, max } = value;
    const shown = `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
    return `  ${work.padEnd(58)} ${variant.padEnd(10)} ${FIGURES[figure].padEnd(24)} ${shown.padEnd(22)} limit ${limit}, ${pairs} pairs`;
  });
  return lines.join('\n');
}
