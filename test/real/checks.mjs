import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, loopcheck, marked, must, run, stallsAt } from './loopcheck.mjs';

/** What the monitor may use of a core while 64 workers idle, in percent. */
const MONITOR_LIMIT_PERCENT = 2;
/** How many children run one after the other, and how much longer than bare each may take, ms. */
const CHILDREN = 200;
const CHILD_LIMIT_MS = 200;
/** A report on them stays this short, in lines. */
const REPORT_LINES = 80;

/** Says what must hold, and what came instead: `{ ok, note }`. */
const verdict = (facts) => {
  const wrong = facts.filter(([, ok]) => !ok).map(([name, , got]) => `${name}${got === undefined ? '' : `: ${got}`}`);
  return {
    ok: wrong.length === 0,
    note: wrong.length === 0 ? facts.map(([name]) => name).join(', ') : wrong.join('; '),
  };
};

const worst = (report) => {
  const [stall] = [...report.stalls].sort((a, b) => b.durationMs - a.durationMs);
  if (!stall) return 'no stall';
  const at = stall.location ? `${stall.location.file.split('/').slice(-2).join('/')}:${stall.location.line}` : 'nobody';
  return `${Math.round(stall.durationMs)} ms ${stall.cause.kind} ${stall.cause.api ?? ''} at ${at}`;
};

/** One fact: a stall at the marked line of that cause. */
const blamed = (report, file, kind, tag) => {
  const place = marked(file, tag);
  const stalls = stallsAt(report, place);
  const name = `${place.split('/').at(-1)} ${kind}`;
  const found = stalls.find(({ cause }) => cause.kind === kind || cause.api === kind);
  return [name, found !== undefined, stalls[0] ? `${stalls[0].cause.kind} there` : `worst is ${worst(report)}`];
};

function server(name, routes, label) {
  return async (programs) => {
    const folder = join(programs, name);
    const load = `node ../load.mjs http://localhost:$PORT 8 ${routes.join(' ')}`;
    const { report, stderr } = await loopcheck(['--on-port', load], ['app.mjs'], folder);
    const file = join(folder, 'app.mjs');
    const slow = stallsAt(report, marked(file, 'report'));
    const serving = slow.filter(({ trigger }) => trigger?.label === label);
    const waited = Math.max(0, ...slow.map(({ delayed }) => delayed.requests ?? 0));
    return verdict([
      ['load ran', /\d+ requests, 0 refused/.test(stderr), stderr.trim().split('\n').at(-1)],
      blamed(report, file, 'cpu', 'report'),
      [`serving ${label}`, serving.length > slow.length / 2, slow.map(({ trigger }) => trigger?.label).join(', ')],
      [`${waited} requests waited`, waited >= 2],
      blamed(report, file, 'cpu', 'login'),
      blamed(report, file, 'JSON.stringify', 'export'),
    ]);
  };
}

function suite(name, file, command) {
  return async (programs) => {
    const folder = join(programs, name);
    const { report, code, stdout, stderr } = await loopcheck([], ['--', ...command], folder);
    return verdict([
      ['suite passed', code === 0, `exit ${code}, ${(stdout + stderr).trim().split('\n').slice(-3).join(' ')}`],
      blamed(report, join(folder, file), 'cpu'),
    ]);
  };
}

/** `loopcheck/test` in jest, without loopcheck round it: two files in one process. */
async function inJest(programs) {
  const folder = join(programs, 'jest-own');
  const result = join(folder, 'result.json');
  const options = ['jest', '--runInBand', '--json', `--outputFile=${result}`];
  const { code } = await run('npx', options, { cwd: folder, env: environment(programs) });
  const { testResults } = JSON.parse(readFileSync(result, 'utf8'));
  const tests = testResults.flatMap(({ name, assertionResults }) => assertionResults.map((one) => ({ ...one, name })));
  const failed = tests.filter(({ status }) => status === 'failed');
  const atLine = failed.filter(({ name, failureMessages }) => failureMessages.join().includes(`at ${marked(name)}`));
  return verdict([
    ['both that stall fail', failed.length === 2, failed.map(({ title }) => title).join(', ')],
    ['at their lines', atLine.length === 2, failed.flatMap(({ failureMessages }) => failureMessages).join('; ')],
    ['the others pass', tests.length === 6 && tests.every(({ status }) => status !== 'pending'), tests.length],
    ['jest ends by itself', code === 1, `exit ${code}`],
  ]);
}

async function bundle(programs, built) {
  const folder = join(programs, 'vite');
  if (!existsSync(join(folder, 'dist'))) await must(['build.mjs'], folder);
  const { report } = await loopcheck([], [built], folder);
  return verdict([blamed(report, join(folder, 'score.ts'), 'cpu')]);
}

function pool(name) {
  return async (programs) => {
    const folder = join(programs, 'pools');
    const { report } = await loopcheck([], ['main.mjs', name], folder);
    const tasks = stallsAt(report, marked(join(folder, 'task.mjs')));
    const waits = report.stalls.filter(({ cause }) => cause.api === 'Atomics.wait');
    const severe = report.findings.filter(({ severity }) => severity !== 'info');
    return verdict([
      blamed(report, join(folder, 'task.mjs'), 'cpu'),
      ['in workers', tasks.every(({ threadId }) => threadId !== 0)],
      ['waiting is no stall', waits.length === 0, `${waits.length} stalls in Atomics.wait`],
      ['information only', severe.length === 0, severe.map(({ id }) => id).join(', ')],
    ]);
  };
}

function tsx(script) {
  return async (programs) => {
    const folder = join(programs, 'tsx');
    const { report } = await loopcheck([], [script], folder);
    return verdict([blamed(report, join(folder, script), 'cpu')]);
  };
}

async function cluster(programs) {
  const folder = join(programs, 'cluster');
  const load = 'node ../load.mjs http://localhost:$PORT 5 GET:/login';
  const { report } = await loopcheck(['--on-port', load], ['main.cjs'], folder);
  const stalls = stallsAt(report, marked(join(folder, 'main.cjs')));
  const pids = new Set(stalls.map(({ pid }) => pid));
  return verdict([
    blamed(report, join(folder, 'main.cjs'), 'crypto.pbkdf2Sync'),
    ['in the workers', stalls.every(({ pid }) => pid !== report.target.pid)],
    [`${pids.size} of 2 workers`, pids.size >= 1],
    ['three processes', report.processes.length === 3, report.processes.length],
  ]);
}

async function chat(programs) {
  const folder = join(programs, 'chat');
  const { report } = await loopcheck(['--on-port', 'node load.mjs ws://localhost:$PORT'], ['server.mjs'], folder);
  const [stall] = stallsAt(report, marked(join(folder, 'server.mjs')));
  return verdict([
    blamed(report, join(folder, 'server.mjs'), 'cpu'),
    ['serving a WebSocket message', stall?.trigger?.type === 'websocket', stall?.trigger?.label],
  ]);
}

async function children(programs) {
  const folder = join(programs, 'children');
  const bare = await run(process.execPath, ['main.cjs'], { cwd: folder, env: environment(programs) });
  const { report, stderr, wallMs } = await loopcheck([], ['main.cjs'], folder);
  const moreMs = Math.round((wallMs - bare.wallMs) / CHILDREN);
  const bareMs = Math.round(bare.wallMs / CHILDREN);
  const lines = stderr.split('\n').length;
  const own = report.stalls.filter(({ pid, location }) => pid !== report.target.pid && location !== null);
  return verdict([
    [`each ${moreMs} ms more than bare (${bareMs} ms)`, moreMs < CHILD_LIMIT_MS],
    [`${CHILDREN + 1} processes`, report.processes.length === CHILDREN + 1, report.processes.length],
    [`report of ${lines} lines`, lines <= REPORT_LINES],
    ['no stall of theirs', own.length === 0, own.length],
    blamed(report, join(folder, 'main.cjs'), 'child_process.spawnSync'),
  ]);
}

async function idleWorkers(programs) {
  const folder = join(programs, 'idle-workers');
  const { stdout } = await loopcheck([], ['main.cjs'], folder);
  const { monitor, main, workers } = JSON.parse(stdout.trim().split('\n').at(-1));
  return verdict([
    [`monitor ${monitor.toFixed(2)} % of a core`, monitor < MONITOR_LIMIT_PERCENT],
    [`main ${main.toFixed(2)} %, all workers ${workers.toFixed(1)} %`, true],
  ]);
}

/** Every check by its name: takes the folder of the programs, gives `{ ok, note }`. */
export const CHECKS = {
  'express, autocannon': server('express', ['GET:/report/7', 'POST:/login', 'GET:/export'], 'GET /report/:id'),
  'fastify, autocannon': server('fastify', ['GET:/report/7', 'POST:/login', 'GET:/export'], 'GET /report/:id'),
  'ws chat': chat,
  'bundle of Vite': (programs) => bundle(programs, 'dist/main.js'),
  'bundle of esbuild': (programs) => bundle(programs, 'dist-esbuild/main.mjs'),
  'tsx, CommonJS': tsx('app.ts'),
  'tsx, ES module': tsx('app.mts'),
  'vitest, forks': suite('vitest', 'sum.test.ts', ['npx', 'vitest', 'run']),
  'vitest, threads': suite('vitest', 'sum.test.ts', ['npx', 'vitest', 'run', '--pool=threads']),
  jest: suite('jest', 'sum.test.js', ['npx', 'jest', '--workerThreads=false', '-w', '2']),
  'jest, loopcheck/test': inJest,
  'node --test': suite('node-test', 'sum.test.mjs', ['node', '--test', 'sum.test.mjs']),
  piscina: pool('piscina'),
  tinypool: pool('tinypool'),
  'cluster of two': cluster,
  '200 children': children,
  '64 idle workers': idleWorkers,
};
