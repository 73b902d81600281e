import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const script = fileURLToPath(new URL('work/gate.cjs', import.meta.url));
const { work } = createRequire(import.meta.url)(script);

/** The budget; the bad twin holds the loop for twice as long. */
const LIMIT_MS = 120;
/** What each twin's run must end with. */
const EXPECTED = { good: 0, bad: 1 };

const core = String(cpus().length - 1);
const spin = ['taskset', '-c', core, 'sh', '-c', 'while :; do :; done'];
const build = [
  'sh',
  '-c',
  `while :; do "${process.execPath}" node_modules/typescript/bin/tsc -p tsconfig.json --noEmit; done`,
];

/** Each with the words before the command, and what runs beside it; `key` is for `--only`. */
const CONDITIONS = [
  { key: 'quiet', name: 'quiet', before: [], beside: [] },
  {
    key: 'pinned',
    name: `three busy processes on the target's core`,
    before: ['taskset', '-c', core],
    beside: [spin, spin, spin],
  },
  { key: 'nice', name: 'nice 19 beside a build', before: ['nice', '-n', '19'], beside: [build] },
];

/** Rounds of the work that take twice the limit on this machine now. */
function calibrate() {
  const rounds = 5e7;
  const times = Array.from({ length: 7 }, () => {
    const fromMs = performance.now();
    work(rounds);
    return performance.now() - fromMs;
  });
  return Math.round((rounds * 2 * LIMIT_MS) / Math.min(...times));
}

/**
 * A budget at half of what the bad twin takes, `pairs` runs of each twin under each condition. Returns
 * `{ condition, twin, codes }` rows, `codes` the exit codes in order: 1 is a breach, 3 is "not enough to judge".
 */
export function gate({ node, pairs, only, folder, progress }) {
  const rounds = calibrate();
  const wanted = CONDITIONS.filter(({ key }) => only.length === 0 || only.includes(key));
  return wanted.flatMap(({ name, before, beside }) => {
    const others = beside.map(([file, ...args]) => spawn(file, args, { cwd: root, stdio: 'ignore', detached: true }));
    try {
      return ['bad', 'good'].map((twin) => {
        const codes = Array.from({ length: pairs }, (_, i) => {
          progress(`${name}, ${twin} ${i + 1}/${pairs}`);
          return judged(node, before, twin, rounds, folder);
        });
        return { condition: name, twin, codes };
      });
    } finally {
      for (const { pid } of others) process.kill(-pid, 'SIGKILL');
    }
  });
}

function judged(node, before, twin, rounds, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const command = [node, join(root, 'bin', 'loopcheck.js'), '--quiet', '--max-stall', String(LIMIT_MS), script];
  const [file, ...args] = [...before, ...command];
  const env = { ...process.env, BENCH_ROUNDS: String(rounds), BENCH_TWIN: twin };
  return spawnSync(file, args, { cwd: folder, env, stdio: 'ignore' }).status;
}

/** The rows as one table. */
export function gateText(rows) {
  const lines = rows.map(({ condition, twin, codes }) => {
    const count = (code) => codes.filter((one) => one === code).length;
    const right = count(EXPECTED[twin]);
    const unsure = count(3);
    const wrong = codes.length - right - unsure;
    return `  ${condition.padEnd(44)} ${twin.padEnd(5)} right ${right}, no verdict ${unsure}, wrong ${wrong}`;
  });
  return `--max-stall ${LIMIT_MS} on work of ${2 * LIMIT_MS} ms in one go (bad) and in pieces (good)\n${lines.join('\n')}`;
}
