import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cpu, killGroup, schedule, startNeighbours } from '../../exam/launch.mjs';

const mark = fileURLToPath(new URL('./target/mark.cjs', import.meta.url));
/** Longer than any case takes under any tool. */
const LIMIT_MS = 40_000;
/** A target that is stopped is asked first, as a user's Ctrl-C or a process manager does. */
const GRACE_MS = 2000;
const POLL_MS = 20;
/** For how long a tool that is attached for a span of time watches: longer than the programs run. */
const WATCH_SECONDS = { short: 3, sustained: 6 };

/**
 * Runs a case under a tool and returns `{ findings, exit, stdout, stderr, wallMs, closedAtMs, timedOut, firstAt, folder,
 * session, seconds }`. The same labels of `@launch` are done as in the exam; where a program is to be stopped after a while and
 * the tool can't do that itself, it is done from outside.
 */
export async function launch(tool, testCase, { node, home, folder, wholePage = false }) {
  const spec = testCase.launch;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (spec.setup) execFileSync(node, [join(dirname(testCase.file), spec.setup)]);
  const session = (await tool.open?.()) ?? null;
  const neighbours = startNeighbours(Number(spec.neighbours ?? 0));
  try {
    const ran = await run(tool, testCase, { node, home, folder, wholePage, session });
    const outcome = { ...ran, folder, session, seconds: secondsOf(testCase) };
    return { ...outcome, findings: tool.findings(outcome) };
  } finally {
    for (const each of neighbours) each.kill('SIGKILL');
    session?.close();
  }
}

function commandOf(tool, testCase, { node, home, folder, wholePage }) {
  const spec = testCase.launch;
  const marked = spec.duration && !tool.stopsItself && !tool.beginsLater ? ['--require', mark] : [];
  const { command, env } = tool.start({
    node,
    nodeArgs: [...marked, ...(spec['node-args']?.split(',') ?? [])],
    script: spec.run ? join(dirname(testCase.file), spec.run) : testCase.file,
    folder,
    home,
    duration: spec.duration ?? null,
    seconds: secondsOf(testCase),
    wholePage,
  });
  return { command: spec.pin === 'tree' ? ['taskset', '-c', cpu, ...command] : command, env };
}

function secondsOf({ name }) {
  return name.startsWith('sustained/') ? WATCH_SECONDS.sustained : WATCH_SECONDS.short;
}

function run(tool, testCase, context) {
  const { folder, node, session } = context;
  const { command, env } = commandOf(tool, testCase, context);
  const spec = testCase.launch;
  const targetFile = join(folder, 'target.pid');
  const stdoutFile = spec.stdout === 'file' ? openSync(join(folder, 'stdout.txt'), 'w') : null;
  const { NODE_OPTIONS: _, ...own } = process.env;
  const started = performance.now();
  const child = spawn(command[0], command.slice(1), {
    // A group of its own, so that nothing of a case that hangs stays behind; a folder of its own for what tools leave.
    detached: true,
    cwd: folder,
    env: {
      ...own,
      PATH: `${dirname(node)}:${own.PATH}`,
      NO_COLOR: '1',
      EXAM_CPU: cpu,
      PEERS_TARGET_FILE: targetFile,
      ...env,
      ...session?.env,
    },
    stdio: ['ignore', stdoutFile ?? 'pipe', 'pipe'],
  });
  if (stdoutFile !== null) closeSync(stdoutFile);
  let timedOut = false;
  const timers = [
    setTimeout(() => {
      timedOut = true;
      killGroup(child.pid);
    }, LIMIT_MS),
  ];
  if (spec.duration && !tool.stopsItself) stopAfter(Number.parseInt(spec.duration, 10), targetFile, timers);
  const text = { stdout: '', stderr: '' };
  const arrivals = [];
  let killed = false;
  const hear = (name) => (part) => {
    text[name] += part;
    arrivals.push({ atMs: Date.now(), text: part });
    const ready = name === 'stdout' && !killed ? /^ready (\d+)$/m.exec(text.stdout) : null;
    if (!ready) return;
    killed = true;
    timers.push(...schedule(spec.kill, Number(ready[1])));
  };
  child.stdout?.setEncoding('utf8').on('data', hear('stdout'));
  child.stderr.setEncoding('utf8').on('data', hear('stderr'));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      const closedAtMs = Date.now();
      for (const timer of timers) clearTimeout(timer);
      killGroup(child.pid);
      const firstAt = (pattern) => arrivals.find((each) => pattern.test(each.text))?.atMs ?? null;
      const wallMs = Math.round(performance.now() - started);
      resolve({ ...text, exit: code ?? signal, wallMs, closedAtMs, timedOut, firstAt });
    });
  });
}

/** Stops the target so many ms after it began, by SIGTERM and, where that does not help, SIGKILL. Adds to `timers`. */
function stopAfter(durationMs, targetFile, timers) {
  const kill = (signal) => {
    try {
      process.kill(Number(readFileSync(targetFile, 'utf8')), signal);
    } catch {
      // It has ended.
    }
  };
  const watch = setInterval(() => {
    if (!existsSync(targetFile)) return;
    clearInterval(watch);
    timers.push(setTimeout(kill, durationMs, 'SIGTERM'), setTimeout(kill, durationMs + GRACE_MS, 'SIGKILL'));
  }, POLL_MS);
  timers.push(watch);
}
