import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, spread } from './meter.mjs';
import { bare, variants } from './variants.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const empty = fileURLToPath(new URL('work/empty.cjs', import.meta.url));

const version = {
  name: '--version',
  about: 'loopcheck --version',
  command: (node) => ({ args: [node, join(root, 'bin', 'loopcheck.js'), '--version'], env: {} }),
};

/** An empty script bare, with the probe alone and under loopcheck, and `loopcheck --version`: wall time in ms. */
export function startup({ node, pairs, folder, progress }) {
  const all = [bare, ...variants, version];
  const measured = new Map(all.map((variant) => [variant, []]));
  for (let i = 0; i < pairs; i++) {
    progress(`startup ${i + 1}/${pairs}`);
    for (const variant of all) measured.get(variant).push(measure(variant, node, empty, join(folder, variant.name)));
  }
  return all.map((variant) => {
    const runs = measured.get(variant);
    const above = runs.map((run, i) => run.wallMs - measured.get(bare)[i].wallMs);
    return {
      variant: variant.name,
      about: variant.about,
      wallMs: spread(runs.map((run) => run.wallMs)),
      aboveBareMs: spread(above),
      runs,
    };
  });
}

/** The rows as one table. */
export function startupText(rows) {
  const figures = ({ median, min, max }) => `${Math.round(median)} (${min}–${max})`;
  const lines = rows.map(
    (row) =>
      `  ${row.variant.padEnd(11)} ${figures(row.wallMs).padEnd(20)} ${figures(row.aboveBareMs).padEnd(20)} ${row.about}`,
  );
  return [
    `An empty script\n  ${'variant'.padEnd(11)} ${'wall, ms'.padEnd(20)} ${'above bare, ms'.padEnd(20)}`,
    ...lines,
  ].join('\n');
}
