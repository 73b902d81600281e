import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';

/** What bash's `time` prints: user, system and real seconds, of the command and of all descendants it waited for. */
const TIME = 'TIMEFORMAT="%3U %3S %3R"; time "$@" >/dev/null 2>/dev/null';
const LIMIT_MS = 300_000;

/**
 * Runs `command(node, script, folder)` once, alone, in an empty folder of its own. Returns `{ cpuMs, wallMs }`: user and
 * system time of the whole process tree, and wall time, both to 1 ms. Throws when the command fails.
 */
export function measure(variant, node, script, folder, env = {}) {
  const { args, options } = prepare(variant, node, script, folder, env);
  const { status, signal, stderr } = spawnSync('bash', args, { ...options, encoding: 'utf8', timeout: LIMIT_MS });
  return result(variant, folder, { args, status, signal, stderr });
}

/** The same, for a variant that needs this process to do something beside it, such as to answer its requests. */
export async function measureBeside(variant, node, script, folder, env = {}) {
  const { args, options } = prepare(variant, node, script, folder, env);
  const child = spawn('bash', args, { ...options, timeout: LIMIT_MS });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = await new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal })));
  return result(variant, folder, { args, ...ended, stderr });
}

function prepare(variant, node, script, folder, env) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const command = variant.command(node, script, folder);
  const { NODE_OPTIONS: _, ...own } = process.env;
  const options = { cwd: folder, env: { ...own, ...command.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] };
  return { args: ['-c', TIME, 'bash', ...command.args], options };
}

function result(variant, folder, { args, status, signal, stderr }) {
  if (status !== 0) throw new Error(`${variant.name} failed (${status ?? signal}): ${args.slice(3).join(' ')}`);
  const [user, system, real] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  rmSync(folder, { recursive: true, force: true });
  return { cpuMs: Math.round((user + system) * 1000), wallMs: Math.round(real * 1000) };
}

/** `{ median, min, max }` of at least one number. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}
