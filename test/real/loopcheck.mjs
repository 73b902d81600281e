import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
/** Longer than any check takes on a busy machine. */
const LIMIT_MS = 180_000;

/** The programs' own packages come first in the path, as with `npm run`. */
export function environment(folder) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const bins = join(folder, '../node_modules/.bin');
  return { ...env, NO_COLOR: '1', CI: 'true', PATH: `${bins}:${dirname(process.execPath)}:${env.PATH}` };
}

/** Runs a command to its end: `{ code, stdout, stderr, wallMs }`. */
export function run(file, args, { cwd, env }) {
  const started = performance.now();
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code: code ?? signal, stdout, stderr, wallMs: Math.round(performance.now() - started) }),
    );
  });
}

/**
 * Runs loopcheck with `options` on `target` (a script, or `--` and a command) in a program's folder. Gives what `run`
 * gives, and the JSON report. Throws where there is none.
 */
export async function loopcheck(options, target, folder) {
  const file = join(folder, 'loopcheck-report.json');
  rmSync(file, { force: true });
  const own = [bin, '--format', 'terminal', '--format', `json=${file}`, '--trace', join(folder, '.loopcheck')];
  const ended = await run(process.execPath, [...own, ...options, ...target], {
    cwd: folder,
    env: environment(dirname(folder)),
  });
  if (!existsSync(file)) throw new Error(`no report (exit ${ended.code}): ${ended.stderr.trim().split('\n').at(-1)}`);
  return { ...ended, report: JSON.parse(readFileSync(file, 'utf8')) };
}

/** `file:line` of the line that a program marks with `// <- blame tag`. */
export function marked(file, tag = '') {
  const mark = `// <- blame${tag === '' ? '' : ` ${tag}`}`;
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => line.trimEnd().endsWith(mark));
  if (at === -1) throw new Error(`${file} marks no line with "${mark}"`);
  return `${file}:${at + 1}`;
}

/** Stalls blamed on a place, the longest first. */
export function stallsAt(report, place) {
  const at = ({ location }) => location !== null && `${location.file}:${location.line}` === place;
  return report.stalls.filter(at).sort((a, b) => b.durationMs - a.durationMs);
}

/** Runs a helper to its end; throws with its stderr where it fails. */
export function must(args, cwd) {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, env: environment(dirname(cwd)) }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr.trim() || error.message)) : resolve(stdout),
    );
  });
}
