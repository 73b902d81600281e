import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const script = fileURLToPath(new URL('target.cjs', import.meta.url));
/** The target waits here for what is done to it. */
const WAITS_AT = 'step 15 ';

/**
 * Runs the target once, bare or under loopcheck, and does `chaos.deed({ pid, under, trace })` to it while it waits. Returns
 * `{ stdout, stderr, exit, wallMs, report }`: what the target printed on stdout, all that was printed on stderr, the exit code or
 * signal, and loopcheck's JSON report (null where there is none, as for a bare run).
 */
export async function runOnce(chaos, { node, under, folder }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const trace = chaos.traceFolder?.(folder) ?? join(folder, 'trace');
  const reportFile = join(folder, 'report.json');
  const target = [...(chaos.before ?? []), node, ...(chaos.nodeArgs ?? []), script];
  const own = [node, bin, '--format', 'terminal', '--format', `json=${reportFile}`, '--trace', trace, '--'];
  const [file, ...args] = [...(under ? own : []), ...target];
  const { NODE_OPTIONS: _, ...env } = process.env;
  const startedMs = performance.now();
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...env, NO_COLOR: '1', ...chaos.env?.({ folder }) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const told = { stdout: '', stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text) => (told.stderr += text));
  const waits = new Promise((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      told.stdout += text;
      if (told.stdout.includes(WAITS_AT)) resolve();
    });
    child.on('close', resolve);
  });
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal)));
  try {
    await waits;
    await chaos.deed?.({ pid: targetPid(child.pid, under), under, trace, folder });
    child.stdin.on('error', () => {}).end('go on\n');
    const exit = await ended;
    const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
    return { ...told, exit, report, wallMs: Math.round(performance.now() - startedMs) };
  } finally {
    child.kill('SIGKILL');
    chaos.after?.(folder);
  }
}

/** The target's pid: loopcheck's only child, or the child itself. */
function targetPid(pid, under) {
  if (!under) return pid;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return Number(children[0]);
}
