// How large the HTML page of a day with 100,000 points and 10,000 stalls is, how soon it is there, and how smoothly its
// timeline moves: each step of a zoom or a pan by the clock, from the call to the next frame, and by the CPU time of the
// page's thread, which a busy machine does not make longer.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { judge } from '../../dist/gate/judge.js';
import { compose } from '../../dist/report/compose.js';
import { htmlPage } from '../../dist/report/html/render.js';
import { openBrowser } from '../browser/chromium.mjs';

const POINTS = 100_000;
const STALLS = 10_000;
const STEPS = 60;
const KINDS = ['sync-call', 'cpu', 'json', 'regex', 'gc'];

/** A loop that was recorded for a day: a point a second, and a stall every ten. */
function longRun() {
  const stalls = Array.from({ length: STALLS }, (_, index) => {
    const kind = KINDS[index % KINDS.length];
    const at = {
      file: `/srv/src/file-${index % 300}.js`,
      line: (index % 90) + 1,
      column: 3,
      function: `work${index % 40}`,
    };
    const durationMs = 50 + ((index * 7919) % 3000);
    return {
      id: index + 1,
      pid: 1,
      process: 1,
      threadId: 0,
      startMs: index * 10_000 + ((index * 31) % 5000),
      durationMs,
      ongoing: false,
      phase: 'running',
      cause: { kind, api: null, confidence: 0.9, evidence: `It took ${durationMs} ms.`, pattern: null },
      location: at,
      stack: Array.from({ length: 12 }, (_, depth) => {
        return { ...at, line: at.line + depth, share: 0.9, origin: 'app', package: null };
      }),
      cpuMs: durationMs * 0.9,
      gcMs: 0,
      runQueueMs: 0,
      syncCalls: 0,
      trigger: { type: 'http-request', label: `GET /page/${index % 50}` },
      delayed: { timers: 1, requests: index % 20 },
      inAsyncFunction: false,
      atWork: false,
    };
  });
  const points = Array.from({ length: POINTS }, (_, index) => ({
    startMs: index * 1000,
    endMs: (index + 1) * 1000,
    maxDelayMs: 1 + ((index * 7919) % 4000) / 100,
    utilization: ((index * 31) % 1000) / 1000,
    cpuShare: ((index * 17) % 1000) / 1000,
    gcMs: (index * 13) % 90,
    openRequests: (index * 7) % 120,
  }));
  const groups = Map.groupBy ? Map.groupBy(stalls, keyOf) : grouped(stalls);
  const culprits = [...groups].map(([fingerprint, own]) => culpritOf(fingerprint, own, stalls));
  const loop = {
    meanMs: 2,
    p50Ms: 1,
    p90Ms: 3,
    p99Ms: 900,
    maxMs: 3000,
    utilization: 0.5,
    starvedShare: 0,
    sampler: 'pulse',
  };
  return {
    target: {
      command: ['node', 'server.js'],
      pid: 1,
      nodeVersion: process.version,
      exitCode: 0,
      signal: null,
      stoppedBy: null,
      durationMs: POINTS * 1000,
    },
    probe: {
      armed: true,
      mode: 'default',
      overheadMs: 9,
      seenShare: 1,
      droppedEvents: 0,
      blind: [],
      blindToDetail: [],
    },
    load: null,
    served: { listened: ['3000'], requests: 1 },
    steady: null,
    processes: [
      {
        process: 1,
        pid: 1,
        threadId: 0,
        parentPid: 0,
        parent: null,
        parentThreadId: null,
        title: 'server.js',
        nodeVersion: process.version,
        startMs: 0,
        endMs: POINTS * 1000,
        ended: 'exit',
        exitCode: 0,
        startupMs: 90,
        outlivedParent: false,
        stalls: STALLS,
        blockedMs: 1,
        worstMs: 1,
        p99Ms: 1,
        maxMs: 1,
        utilization: 0.5,
      },
    ],
    loop: { ...loop, lagMs: [1, 2, 3], blockedMs: 1 },
    timeline: { courses: [{ process: 1, threadId: 0, points }], collections: [], marks: [] },
    stalls,
    culprits: culprits.sort((a, b) => b.totalMs - a.totalMs),
    packages: [],
    findings: [],
    suppressed: [],
    notices: [],
    thresholdMs: 50,
    sources: new Map(),
    problems: [],
  };
}

function keyOf({ location, cause }) {
  return `1:${location.file}:${location.line}:${cause.kind}`;
}

function grouped(stalls) {
  const groups = new Map();
  for (const stall of stalls) groups.set(keyOf(stall), [...(groups.get(keyOf(stall)) ?? []), stall]);
  return groups;
}

function culpritOf(fingerprint, own, all) {
  const totalMs = own.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    fingerprint,
    location: own[0].location,
    cause: own[0].cause,
    count: own.length,
    totalMs,
    worstMs: Math.max(...own.map(({ durationMs }) => durationMs)),
    share: own.length / all.length,
    stallIds: own.map(({ id }) => id),
    triggers: [],
    package: null,
    without: { p99Ms: 1, maxMs: 1, blockedMs: 1 },
  };
}

/** Runs in the page: `STEPS` steps of a kind, each followed by a frame. Gives how long each took, ms. */
async function frames({ key, steps }) {
  const charts = document.querySelector('.charts');
  const times = [];
  for (let step = 0; step < steps; step += 1) {
    await new Promise((next) => requestAnimationFrame(next));
    const from = performance.now();
    charts.dispatchEvent(new KeyboardEvent('keydown', { key: Array.isArray(key) ? key[step % key.length] : key }));
    // After the frame is drawn: a message comes behind it.
    await new Promise((next) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port2.onmessage = next;
        port1.postMessage(null);
      }),
    );
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

/** Makes the page and moves about in it. */
export async function page({ folder }) {
  mkdirSync(folder, { recursive: true });
  const run = longRun();
  const report = compose(run, judge(run, {}), { tone: 'plain', tracePath: null });
  const startMs = performance.now();
  const text = htmlPage.render(report, { columns: 80, color: false, unicode: true, links: false, cwd: '/srv' });
  const renderMs = performance.now() - startMs;
  const file = join(folder, 'page.html');
  writeFileSync(file, text);
  const { context, close } = await openBrowser({ viewport: { width: 1280, height: 900 } });
  try {
    const tab = context.pages()[0] ?? (await context.newPage());
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const cpuMs = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'ThreadTime').value * 1000;
    };
    await tab.goto(pathToFileURL(file).href);
    await tab.locator('html[data-ready]').waitFor();
    const readyMs = await tab.evaluate(() => performance.now());
    const rows = { size: statSync(file).size, renderMs, readyMs, readyCpuMs: await cpuMs() };
    await tab.locator('.charts').scrollIntoViewIfNeeded();
    const gestures = { 'zoom in and out': ['+', '-'], 'pan, half the day': 'ArrowRight', 'zoom to the closest': '+' };
    await tab.locator('.charts').press('Home');
    const moved = {};
    for (const [name, key] of Object.entries(gestures)) {
      const before = await cpuMs();
      const times = await tab.evaluate(frames, { key, steps: STEPS });
      moved[name] = { times, stepCpuMs: ((await cpuMs()) - before) / STEPS };
    }
    return { ...rows, moved };
  } finally {
    await close();
  }
}

export function pageText({ size, renderMs, readyMs, readyCpuMs, moved }) {
  const at = (times, share) => `${times[Math.floor((times.length - 1) * share)].toFixed(0)} ms`;
  return [
    `${POINTS} points, ${STALLS} stalls: ${(size / 1e6).toFixed(1)} MB, rendered in ${renderMs.toFixed(0)} ms, ready after ${readyMs.toFixed(0)} ms (${readyCpuMs.toFixed(0)} ms of CPU)`,
    ...Object.entries(moved).map(
      ([name, { times, stepCpuMs }]) =>
        `${name}: a step takes ${stepCpuMs.toFixed(0)} ms of CPU; by the clock ${at(times, 0.5)} (p90 ${at(times, 0.9)}, worst ${at(times, 1)})`,
    ),
  ].join('\n');
}
