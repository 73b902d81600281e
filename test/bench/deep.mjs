import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, spread } from './meter.mjs';
import { bare, probe } from './variants.mjs';

const work = (name) => fileURLToPath(new URL(`work/${name}.cjs`, import.meta.url));
const variants = [probe('default'), probe('deep')];

/**
 * What `--deep` costs: CPU of the promise-heavy server against bare node, in pairs as for `overhead`; and the memory of a
 * program that makes 100 million promises (a twentieth of that with `only` set to `short`).
 */
export function deep({ node, pairs, only, folder, progress }) {
  const rows = variants.map((variant) => {
    const ratios = Array.from({ length: pairs }, (_, i) => {
      progress(`http ${variant.name} ${i + 1}/${pairs}`);
      const run = (each) => measure(each, node, work('http'), join(folder, each.name)).cpuMs;
      const [first, second] = i % 2 === 0 ? [bare, variant] : [variant, bare];
      const [one, two] = [run(first), run(second)];
      return i % 2 === 0 ? two / one : one / two;
    });
    return { variant: variant.name, cpu: spread(ratios) };
  });
  const size = only.includes('short') ? 5e6 : 100e6;
  const memory = [bare, ...variants].map((variant) => {
    progress(`promises ${variant.name}`);
    return { variant: variant.name, mostMb: mostMemory(variant, node, join(folder, 'promises'), size) };
  });
  return [{ size, rows, memory }];
}

function mostMemory(variant, node, folder, size) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { args, env } = variant.command(node, work('promises'), folder);
  const options = { cwd: folder, env: { ...process.env, ...env, BENCH_SIZE: String(size) }, encoding: 'utf8' };
  const run = spawnSync(args[0], args.slice(1), options);
  if (run.status !== 0) throw new Error(`${variant.name} failed (${run.status ?? run.signal}): ${run.stderr}`);
  return Number(run.stderr.trim().split('\n').at(-1));
}

/** Both as text. */
export function deepText([{ size, rows, memory }]) {
  const cpu = rows.map(
    ({ variant, cpu: { median, min, max } }) =>
      `  ${variant.padEnd(10)} ${median.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})`,
  );
  const most = memory.map(({ variant, mostMb }) => `  ${variant.padEnd(10)} ${mostMb}`);
  return [
    `promise-heavy HTTP server, CPU, × bare\n${cpu.join('\n')}`,
    `${size / 1e6} million promises, most memory in use, MB\n${most.join('\n')}`,
  ].join('\n\n');
}
