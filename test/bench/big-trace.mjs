import { closeSync, openSync, writeSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { sealedLine } from '../../dist/trace/seal.js';
import { randomOf } from '../fleet/fleet.mjs';

const MS = 1e6;
const SECOND = 1e9;
const BATCH_BYTES = 4 * 1024 * 1024;

/** Places in code: a real program shows some hundred lines in a day, of which a few make most of its stalls. */
const FILES = 40;
const FUNCTIONS_A_FILE = 12;
const DEPTH = 14;
/** Rows of callers that are ever seen. */
const PATHS = 3000;

/**
 * Writes a trace of `bytes` and a little more into `file`, as the probe of a busy server does that ran for days: two
 * health lines a second, a stall a second and a half, with its looks, timed calls, collections and signs of life.
 * @param {{ file: string, bytes: number, seed?: number }} options
 * @returns {{ stalls: number, longestMs: number, blockedMs: number, lines: number }} what is in it
 */
export function writeBigTrace({ file, bytes, seed = 1 }) {
  const random = randomOf(seed);
  const fd = openSync(file, 'w', 0o600);
  let text = '';
  let written = 0;
  let lines = 0;
  const add = (event) => {
    text += sealedLine(event);
    lines += 1;
    if (text.length > BATCH_BYTES) flush();
  };
  const flush = () => {
    written += writeSync(fd, text);
    text = '';
  };
  const counts = { stalls: 0, longestMs: 0, blockedMs: 0 };
  const code = makeCode(random, add);
  for (const event of beginning()) add(event);
  code.tellSources();
  let nowNs = SECOND;
  while (written + text.length < bytes) {
    const lengths = stallsOfASecond(random);
    for (const ms of lengths) {
      nowNs += Math.round(60 * MS * (1 + random()));
      counts.stalls += 1;
      counts.longestMs = Math.max(counts.longestMs, ms);
      counts.blockedMs += ms;
      writeStall({ add, code, random, stall: counts.stalls, startNs: nowNs, lengthNs: Math.round(ms * MS) });
      nowNs += Math.round(ms * MS);
    }
    nowNs += Math.round(SECOND / 2);
    const worstNs = Math.round(Math.max(2 + 10 * random(), ...lengths) * MS);
    add(health(random, nowNs, worstNs, undefined));
    if (random() < 0.5) add(health(random, nowNs, Math.round(3 * MS), 1));
    if (random() < 0.5)
      add({ type: 'gc', startNs: nowNs - 20 * MS, durationNs: Math.round(MS * (1 + 4 * random())), kind: 'minor' });
  }
  add({ type: 'end', atNs: nowNs, exitCode: 0, probeNs: 5 * MS, droppedEvents: 0 });
  flush();
  closeSync(fd);
  return { ...counts, lines };
}

function beginning() {
  return [
    {
      type: 'header',
      format: 'loopcheck-trace',
      version: 1,
      pid: 4711,
      parentPid: 1,
      title: 'server.js',
      script: '/srv/app/server.js',
      nodeVersion: 'v22.20.0',
      platform: 'linux',
      arch: 'x64',
      cwd: '/srv/app',
      cores: 4,
      originNs: '1000000',
      originWallMs: 1767225600000,
      thresholdMs: 50,
      pulseMs: 20,
      mode: 'default',
      loopcheckVersion: '0.1.0',
    },
    { type: 'armed', atNs: MS, setupNs: MS, eyes: ['sampler', 'monitor', 'run-queue', 'gc', 'calls'] },
    { type: 'mark', atNs: 2 * MS, name: 'target-start' },
    { type: 'mark', atNs: 300 * MS, name: 'listen', detail: '8080' },
  ];
}

/** Half of the seconds have no stall; the others one to four, of 50 ms to some seconds. */
function stallsOfASecond(random) {
  const count = random() < 0.5 ? 0 : 1 + Math.floor(4 * random() ** 2);
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(8000, Math.max(50.5, 140 * Math.exp(0.8 * normal)));
  });
}

/** Frames and stacks, each told when it is first seen. */
function makeCode(random, add) {
  const fileOf = (index) => `/srv/app/src/part-${index}.js`;
  const paths = Array.from({ length: PATHS }, () => ({
    frames: Array.from({ length: 3 + Math.floor(random() * (DEPTH - 3)) }, () =>
      Math.floor(random() ** 2 * FILES * FUNCTIONS_A_FILE),
    ),
    ids: [],
  }));
  const told = new Set();
  let nodes = 0;
  const stackOf = (path) => {
    if (path.ids.length > 0) return path.ids;
    const rows = [];
    let parent = 0;
    for (const frame of path.frames) {
      if (!told.has(frame)) {
        told.add(frame);
        const line = 3 + (frame % FUNCTIONS_A_FILE) * 8;
        add({
          type: 'frame',
          id: frame + 1,
          function: `work${frame}`,
          url: fileOf(Math.floor(frame / FUNCTIONS_A_FILE)),
          line,
          column: 5,
        });
      }
      nodes += 1;
      rows.push([nodes, parent, frame + 1]);
      parent = nodes;
    }
    add({ type: 'stack', nodes: rows });
    path.ids = rows.slice(-3).map(([id]) => id);
    return path.ids;
  };
  return {
    aPath: () => stackOf(paths[Math.floor(random() ** 3 * PATHS)]),
    tellSources() {
      for (let file = 0; file < FILES; file += 1) {
        const body = Array.from({ length: FUNCTIONS_A_FILE }, (_, at) => {
          const name = `work${file * FUNCTIONS_A_FILE + at}`;
          return `function ${name}(rows) {\n  let sum = 0;\n  for (const row of rows) {\n    sum += row.value * ${at};\n  }\n  return sum;\n}\n`;
        });
        const packed = deflateRawSync(body.join('\n')).toString('base64');
        add({ type: 'source', url: fileOf(file), startLine: 1, whole: true, text: packed, encoding: 'deflate' });
      }
    },
  };
}

function writeStall({ add, code, random, stall, startNs, lengthNs }) {
  const endNs = startNs + lengthNs;
  const ids = code.aPath();
  const route = Math.floor(20 * random());
  add({ type: 'stall-open', stall, startNs, atNs: startNs + 50 * MS });
  let atNs = startNs + 15 * MS;
  let lastNs = startNs;
  let grownNs = startNs;
  let isFirst = true;
  while (atNs < endNs) {
    const stack = ids[Math.floor(random() * ids.length)];
    const trigger = isFirst ? { trigger: { type: 'http-request', label: `GET /api/v1/things-${route}` } } : {};
    const overdue = random() < 0.3 ? { overdueTimers: 1, timersWaitNs: atNs - startNs } : {};
    add({
      type: 'sample',
      stall,
      atNs,
      waitNs: Math.round(MS * (0.2 + 0.5 * random())),
      stack,
      weightNs: atNs - lastNs,
      ...trigger,
      ...overdue,
      openRequests: 3,
    });
    lastNs = atNs;
    isFirst = false;
    atNs += Math.round(Math.max(10 * MS, (atNs - startNs) / 64) * (1 + 0.1 * random()));
    if (atNs - grownNs > 250 * MS) {
      grownNs = atNs;
      add({ type: 'stall-grow', stall, atNs: Math.min(atNs, endNs), gcNs: 0 });
    }
  }
  const callNs = Math.round(lengthNs * 0.2);
  if (random() < 0.5 && callNs > 5 * MS)
    add({
      type: 'call',
      api: 'fs.readFileSync',
      startNs: startNs + MS,
      durationNs: callNs,
      stack: ids[0],
      size: Math.round(1e6 * random()),
    });
  add({
    type: 'stall-close',
    stall,
    startNs,
    endNs,
    ended: 'turn',
    cpuNs: Math.round(lengthNs * 0.95),
    runQueueNs: Math.round(lengthNs * 0.02),
    gcNs: Math.round(lengthNs * 0.03),
    monitorLateNs: 0,
    calls: [{ api: 'fs.readFileSync', count: 3, timedNs: callNs }],
    timedSpanNs: Math.max(0, lengthNs - 60 * MS),
    droppedSamples: 0,
  });
  if (random() < 0.3) add({ type: 'queued', atNs: endNs, requests: 1 + Math.floor(5 * random()) });
}

/** The upper end of a delay's bucket: eight to each doubling. */
function bucketOf(ns) {
  const octave = 2 ** Math.floor(Math.log2(ns));
  return Math.round(octave * (1 + Math.ceil((ns / octave - 1) * 8) / 8));
}

function health(random, atNs, worstNs, threadId) {
  const buckets = Array.from({ length: 8 + Math.floor(6 * random()) }, (_, at) => [
    Math.round(0.4 * MS * 1.125 ** (at * 3)),
    1 + Math.floor(10 * random()),
  ]);
  const activeNs = Math.round(SECOND * random());
  return {
    type: 'health',
    atNs,
    ...(threadId === undefined ? {} : { threadId }),
    spanNs: SECOND,
    delays: [...buckets.filter(([upToNs]) => upToNs < worstNs), [bucketOf(worstNs), 1]],
    maxDelayNs: worstNs,
    idleNs: SECOND - activeNs,
    activeNs,
    cpuNs: Math.round(activeNs * 0.97),
    runQueueNs: Math.round(2 * MS * random()),
    gcNs: Math.round(20 * MS * random()),
    gcCount: Math.floor(12 * random()),
    heapUsedBytes: 60_000_000 + Math.floor(2e7 * random()),
    maxIterationDelayNs: null,
    requests: Math.floor(300 * random()),
  };
}
