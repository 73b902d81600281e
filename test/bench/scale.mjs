import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isArmed, readTraces } from '../support/armed.mjs';
import { spread } from './meter.mjs';
import { load } from './paced-load.mjs';
import { residentMb, threadTimes } from './threads.mjs';
import { bare, probe } from './variants.mjs';

const script = fileURLToPath(new URL('work/scale.cjs', import.meta.url));
const probed = probe('default');
/** Before the first reading: the start is measured by `startup`. */
const SETTLE_MS = 1500;

/** What grows in each series, and over which values. `environment(x)` is what the target is told. */
export const SERIES = [
  {
    key: 'stalls',
    title: 'Stalls of 60 ms on the main loop',
    unit: 'stalls a second',
    values: [0, 1, 2, 5, 10],
    environment: (x) => ({ BENCH_STALLS: String(x) }),
  },
  {
    key: 'stalls-16',
    title: 'Stalls of 60 ms on sixteen worker loops',
    unit: 'stalls a second, all loops together',
    values: [0, 10, 25, 50, 100],
    environment: (x) => ({ BENCH_THREADS: '16', BENCH_STALLS: String(x) }),
  },
  {
    key: 'threads',
    title: 'Worker threads with a short job every 50 ms',
    unit: 'worker threads',
    values: [1, 2, 4, 8, 16, 32, 64],
    environment: (x) => ({ BENCH_THREADS: String(x), BENCH_TICK: '50' }),
  },
  {
    key: 'requests',
    title: 'A server of small JSON answers',
    unit: 'requests a second',
    values: [0, 100, 300, 1000, 2000],
    environment: () => ({ BENCH_SERVER: '1' }),
    load: (x) => x,
  },
];

/**
 * Bare against the probe, in alternating pairs, for each value of each series. Returns rows
 * `{ series, x, seconds, bareAll, above, mainAbove, rssAboveMb, traceBytesAMinute, stallsASecond, runs }`: `above` and `mainAbove` are
 * spreads of the CPU above bare in percent of a core, of all threads and of the main thread alone; the last two are
 * medians. A row whose probe was not armed in each run has `isVoid: true` and no figures.
 */
export async function scale({ node, pairs, only, seconds, folder, progress }) {
  const rows = [];
  for (const series of SERIES.filter(({ key }) => only.length === 0 || only.includes(key))) {
    for (const x of series.values) {
      const runs = [];
      for (let i = 0; i < pairs; i++) {
        progress(`${series.key} ${x} ${i + 1}/${pairs}`);
        runs.push(await pair({ node, series, x, seconds, folder, turned: i % 2 === 1 }));
      }
      rows.push({ series: series.key, x, seconds, ...summarize(runs), runs });
    }
  }
  return rows;
}

async function pair({ turned, ...how }) {
  const order = turned ? [probed, bare] : [bare, probed];
  const found = new Map();
  for (const variant of order) found.set(variant, await once(variant, how));
  return { bare: found.get(bare), with: found.get(probed) };
}

async function once(variant, { node, series, x, seconds, folder }) {
  const own = join(folder, 'scale');
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  const { args, env } = variant.command(node, script, own);
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(args[0], args.slice(1), {
    cwd: own,
    env: { ...inherited, ...env, ...series.environment(x) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  try {
    const port = await readyPort(child);
    const perSecond = series.load?.(x) ?? 0;
    const stopLoad = perSecond > 0 ? load(port, perSecond) : () => null;
    await sleep(SETTLE_MS);
    const before = threadTimes(child.pid);
    const traceBytes = tracedBytes(own);
    const startedMs = performance.now();
    await sleep(seconds * 1000);
    const after = threadTimes(child.pid);
    const wallMs = performance.now() - startedMs;
    const rssMb = residentMb(child.pid);
    const grownBytes = tracedBytes(own) - traceBytes;
    const served = stopLoad();
    child.stdin.end();
    await ended;
    const percent = (key) => ((after[key] - before[key]) / wallMs) * 100;
    const main = percent('mainMs');
    const trace = variant === bare ? null : traceOf(own, grownBytes, wallMs);
    return { main, all: main + percent('othersMs'), rssMb, served, trace };
  } finally {
    child.kill('SIGKILL');
  }
}

async function readyPort(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    const match = /^ready (\d+)$/.exec(line);
    if (match) return Number(match[1]);
  }
  throw new Error('the target ended before it was ready');
}

/** What lies on the disk by now; the probe writes once a second and at the end of each stall. */
function tracedBytes(folder) {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

/** What the trace has gained while the run was measured; null where the probe was not armed. */
function traceOf(folder, grownBytes, wallMs) {
  const [trace] = readTraces(folder);
  if (trace === undefined || !isArmed(trace)) return null;
  const { events } = trace;
  const toNs = events.at(-1).atNs;
  const stalls = events.filter(({ type, endNs }) => type === 'stall-close' && endNs > toNs - wallMs * 1e6);
  return { bytesAMinute: (grownBytes / wallMs) * 60_000, stallsASecond: (stalls.length / wallMs) * 1000 };
}

function summarize(runs) {
  if (runs.some((run) => run.with.trace === null)) return { isVoid: true };
  const above = (key) => spread(runs.map((run) => run.with[key] - run.bare[key]));
  const traced = (take) => spread(runs.map((run) => take(run.with.trace))).median;
  return {
    isVoid: false,
    bareAll: spread(runs.map((run) => run.bare.all)).median,
    above: above('all'),
    mainAbove: above('main'),
    rssAboveMb: above('rssMb'),
    traceBytesAMinute: traced(({ bytesAMinute }) => bytesAMinute),
    stallsASecond: traced(({ stallsASecond }) => stallsASecond),
  };
}
