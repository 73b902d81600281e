import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromJestJson, fromLines, fromTap } from './outcomes.mjs';

const bin = fileURLToPath(new URL('../../bin/loopcheck.js', import.meta.url));
const reporter = (name) => fileURLToPath(new URL(`reporters/${name}`, import.meta.url));

/** How each runner is made to write its results to a file, and how that is read. `results` is the file's path. */
const RUNNERS = {
  mocha: { args: () => ['--reporter', reporter('mocha.cjs')], read: fromLines },
  'node-test': {
    args: () => [`--test-reporter=${reporter('node-test.mjs')}`, '--test-reporter-destination=stdout'],
    read: fromLines,
  },
  borp: { args: () => ['--reporter', reporter('node-test.mjs')], read: fromLines },
  ava: { args: () => ['--tap'], read: fromTap, onStdout: true },
  tap: { args: (results) => [`--output-file=${results}`, '--reporter=silent'], read: fromTap },
  compile: { args: () => [], read: fromLines },
  vitest: { args: (results) => ['--reporter=json', `--outputFile=${results}`], read: fromJestJson },
};

/** What a program may rely on; nothing of the caller's own settings (proxies, npm's variables, CI) changes a suite. */
function environment(folder, node, results, own = {}) {
  const { HOME, LANG, TMPDIR, USER } = process.env;
  const path = [
    join(folder, 'node_modules/.bin'),
    dirname(node),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
    '/usr/sbin',
    '/sbin',
  ];
  const kept = Object.fromEntries(
    Object.entries({ HOME, LANG, TMPDIR, USER }).filter(([, value]) => value !== undefined),
  );
  return { ...kept, PATH: path.join(':'), COMPAT_RESULTS: results, ...own };
}

/**
 * Runs a suite once in its package's folder, bare or under loopcheck. Returns `{ outcomes, exit, wallMs, timedOut, probe }`;
 * `probe` is null for a bare run, else `{ armed, processes, droppedEvents }` of loopcheck's report, with `armed` false where
 * there is no report. What the run printed, and its results, are kept in `keep`.
 */
export async function runSuite(suite, { folder, node, under, limitMs, keep }) {
  rmSync(keep, { recursive: true, force: true });
  mkdirSync(keep, { recursive: true });
  const results = join(keep, 'results');
  const report = join(keep, 'report.json');
  const cwd = join(folder, suite.within ?? '');
  const runner = RUNNERS[suite.runner];
  const [file, ...args] = suite.command;
  const command = [file, ...args, ...runner.args(results)];
  const loopcheck = [bin, '--quiet', '--format', `json=${report}`, '--trace', join(keep, 'trace'), '--'];
  const words = under ? [node, ...loopcheck, ...command] : command;
  const ended = await spawned(words, { cwd, env: environment(cwd, node, results, suite.env), limitMs });
  writeFileSync(join(keep, 'stdout.txt'), ended.stdout);
  writeFileSync(join(keep, 'stderr.txt'), ended.stderr);
  const text = runner.onStdout ? ended.stdout : existsSync(results) ? readFileSync(results, 'utf8') : '';
  return {
    outcomes: text === '' ? new Map() : runner.read(text, cwd),
    exit: ended.exit,
    wallMs: ended.wallMs,
    timedOut: ended.timedOut,
    probe: under ? probeIn(report) : null,
  };
}

function probeIn(file) {
  if (!existsSync(file)) return { armed: false, processes: 0, droppedEvents: 0 };
  const { probe, processes } = JSON.parse(readFileSync(file, 'utf8'));
  return { armed: probe.armed, processes: processes.length, droppedEvents: probe.droppedEvents };
}

function spawned([file, ...args], { cwd, env, limitMs }) {
  const startedMs = performance.now();
  // A group of its own, so that nothing of a suite that hangs stays behind.
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [stdout, stderr, timedOut] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child.pid);
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      // Whatever it left behind holds the pipes open.
      setTimeout(() => endGroup(child.pid), 2000).unref();
      child.on('close', () =>
        resolve({ exit: code ?? signal, stdout, stderr, timedOut, wallMs: Math.round(performance.now() - startedMs) }),
      );
    });
  });
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}
