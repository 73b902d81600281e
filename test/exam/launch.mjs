import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
/** Longer than any case takes, launcher and report included. */
const LIMIT_MS = 30_000;
/** The last core: the first one tends to serve the machine's interrupts. */
export const cpu = String(cpus().length - 1);

/**
 * Runs one case under loopcheck with the given Node, which also runs loopcheck itself. Files go to `folder`. Returns
 * `{ report, exit, stderr, pid, stdoutBytes, wallMs }`: the JSON report (null if there is none), loopcheck's exit code, its
 * stderr, the target's pid if it said so (`ready <pid>`), how much the target printed.
 *
 * `@launch` keys: `duration`, `deep`, `node-args` (with commas), `stdout=file`, `setup` (a script to run first), `run` (a file in
 * the case's folder to launch in place of its main), `command` (any command, with commas, in the case's folder),
 * `kill=SIGNAL@ms,…` (from outside, counted from `ready`), `kill-launcher=…` (the same, sent to loopcheck),
 * `neighbours=n pin=tree|self` (busy processes on one core; `tree` pins loopcheck and its target too).
 */
export async function launch(testCase, node, folder) {
  const spec = testCase.launch;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (spec.setup) execFileSync(node, [join(dirname(testCase.file), spec.setup)]);
  const neighbours = startNeighbours(Number(spec.neighbours ?? 0));
  try {
    return await run(testCase, node, folder);
  } finally {
    for (const each of neighbours) each.kill('SIGKILL');
  }
}

/** So many busy processes on that core; the caller kills them. */
export function startNeighbours(count) {
  return Array.from({ length: count }, () =>
    spawn('taskset', ['-c', cpu, 'sh', '-c', 'while :; do :; done'], { stdio: 'ignore' }),
  );
}

function commandOf(testCase, node, folder) {
  const spec = testCase.launch;
  const options = [`--format=json=${join(folder, 'report.json')}`, '--trace', join(folder, 'trace')];
  if (spec.duration) options.push('--duration', spec.duration);
  if (spec.deep) options.push('--deep');
  const script = spec.run ? join(dirname(testCase.file), spec.run) : testCase.file;
  const nodeArgs = spec['node-args'] ? ['--', node, ...spec['node-args'].split(',')] : [];
  const target = spec.command ? ['--', ...spec.command.split(',')] : [...nodeArgs, script];
  const command = [node, bin, ...options, ...target];
  return spec.pin === 'tree' ? ['taskset', '-c', cpu, ...command] : command;
}

function run(testCase, node, folder) {
  const [file, ...args] = commandOf(testCase, node, folder);
  const stdoutFile = testCase.launch.stdout === 'file' ? openSync(join(folder, 'stdout.txt'), 'w') : null;
  const { NODE_OPTIONS: _, ...env } = process.env;
  const started = performance.now();
  const child = spawn(file, args, {
    // A group of its own, so that nothing of a case that hangs stays behind.
    detached: true,
    ...(testCase.launch.command ? { cwd: dirname(testCase.file) } : {}),
    env: { ...env, PATH: `${dirname(node)}:${env.PATH}`, NO_COLOR: '1', EXAM_CPU: cpu },
    stdio: ['ignore', stdoutFile ?? 'pipe', 'pipe'],
  });
  if (stdoutFile !== null) closeSync(stdoutFile);
  let stderr = '';
  let pid = null;
  let stdoutBytes = 0;
  const timers = [setTimeout(() => killGroup(child.pid), LIMIT_MS)];
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdoutBytes += text.length;
    const ready = pid === null ? /^ready (\d+)$/m.exec(text) : null;
    if (!ready) return;
    pid = Number(ready[1]);
    timers.push(...schedule(testCase.launch.kill, pid), ...schedule(testCase.launch['kill-launcher'], child.pid));
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      for (const timer of timers) clearTimeout(timer);
      killGroup(child.pid);
      const report = readReport(join(folder, 'report.json'));
      resolve({
        report,
        exit: code ?? signal,
        stderr,
        pid,
        stdoutBytes,
        wallMs: Math.round(performance.now() - started),
      });
    });
  });
}

/** Sends the signals of `SIGNAL@ms,…` to a process, counted from now. Returns the timers. */
export function schedule(spec, pid) {
  if (!spec) return [];
  return spec.split(',').map((each) => {
    const [signal, ms] = each.split('@');
    return setTimeout(() => kill(pid, signal), Number(ms));
  });
}

/** Ends a process group, if there is anything left of it. */
export function killGroup(pid) {
  kill(-pid, 'SIGKILL');
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Nothing was left.
  }
}

function readReport(path) {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
