import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const work = fileURLToPath(new URL('work/hooks.cjs', import.meta.url));

/** Runs the micro-benchmark once. Returns rows of `[what, ns bare, ns watched]`, a call each. */
export function hooks({ node }) {
  return JSON.parse(execFileSync(node, [work], { encoding: 'utf8' }));
}

/** The rows as text. */
export function hooksText(rows) {
  const lines = rows.map(([name, bare, watched]) => {
    const figures = [bare, watched, watched - bare].map((ns) => ns.toFixed(0).padStart(9));
    return `  ${name.padEnd(28)}${figures.join('')}`;
  });
  return [`  ${'ns a call'.padEnd(28)}     bare  watched    above`, ...lines].join('\n');
}
