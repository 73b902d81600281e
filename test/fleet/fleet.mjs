/**
 * Seeded fleets of synthetic traces with known answers. A trace is a string in the trace's own format: what triage finds
 * in it went through the reader and the analysis, like a recorded one.
 */

const NS_PER_MS = 1e6;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START_MS = Date.UTC(2026, 0, 5);

/** What can be wrong with a fleet, and what triage must say of it. */
export const SCENARIOS = ['regression', 'bad-host', 'nightly', 'noise'];

/** Who blocks in every fleet: mean stalls in a run, and the mean of their length in ms. */
const CULPRITS = [
  { file: 'views/table.js', line: 88, function: 'render', stalls: 3, ms: 90 },
  { file: 'lib/report.js', line: 21, function: 'summarize', stalls: 2, ms: 140 },
  { file: 'lib/search.js', line: 7, function: 'rank', stalls: 4, ms: 70 },
  { file: 'jobs/export.js', line: 40, function: 'toCsv', stalls: 1.5, ms: 200 },
  { file: 'routes/login.js', line: 15, function: 'verify', stalls: 1, ms: 80 },
];

const VERSIONS = ['2.3.0', '2.4.0', '2.4.1', '2.5.0'];

/** Mulberry32: small, and the same on every machine. Gives numbers in [0, 1). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A count with this mean (Knuth's method; means are small). */
function poisson(random, mean) {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** A length with a long tail: log-normal round `ms`, never below what counts as a stall. */
function lengthOf(random, ms) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(55, ms * Math.exp(0.5 * normal - 0.125));
}

/** What is wrong in this fleet: the answer that triage must give. Null for noise. */
function answerOf(scenario, random, hosts) {
  const culprit = CULPRITS[Math.floor(random() * CULPRITS.length)];
  switch (scenario) {
    case 'regression':
      return { kind: 'regression', function: culprit.function, version: VERSIONS[1 + Math.floor(random() * 3)] };
    case 'bad-host':
      return { kind: 'outlier-host', function: culprit.function, host: hosts[Math.floor(random() * hosts.length)] };
    case 'nightly':
      return { kind: 'daily', function: 'compact', hour: Math.floor(random() * 24) };
    default:
      return null;
  }
}

/** How much more often a culprit blocks in a run of this host and version. */
function factorOf(answer, culprit, host, version) {
  if (answer?.function !== culprit.function) return 1;
  if (answer.kind === 'regression') return VERSIONS.indexOf(version) >= VERSIONS.indexOf(answer.version) ? 4 : 1;
  return answer.kind === 'outlier-host' && answer.host === host ? 6 : 1;
}

/**
 * The traces of a fleet, one after the other, and what is wrong with it.
 * @param {{ seed: number, scenario: string, traces: number, hosts?: number, padding?: number }} options `padding`: bytes of
 *   health lines that each trace holds besides, as those of a long recording do.
 */
export function makeFleet({ seed, scenario, traces, hosts: hostCount = 8, padding = 0 }) {
  const random = randomOf(seed * 7919 + SCENARIOS.indexOf(scenario));
  const hosts = Array.from({ length: hostCount }, (_, index) => `web-${index + 1}`);
  const nature = new Map(hosts.map((host) => [host, 0.8 + 0.4 * random()]));
  const skew = new Map(hosts.map((host) => [host, (random() - 0.5) * 6 * MINUTE_MS]));
  const answer = answerOf(scenario, random, hosts);
  const rounds = Math.ceil(traces / hosts.length);
  const texts = function* () {
    for (let index = 0; index < traces; index += 1) {
      const host = hosts[index % hosts.length];
      const round = Math.floor(index / hosts.length);
      const version = VERSIONS[Math.min(VERSIONS.length - 1, Math.floor((round / rounds) * VERSIONS.length))];
      // Rounds walk through the hours of the day, so that each hour is recorded.
      const startMs = START_MS + Math.floor(round / 6) * DAY_MS + (((round % 6) * 4 + (index % 4)) % 24) * HOUR_MS;
      const run = { index, host, version, startMs: startMs + skew.get(host), lengthMs: 50 * MINUTE_MS };
      const stalls = CULPRITS.flatMap((culprit) => {
        const mean = culprit.stalls * nature.get(host) * factorOf(answer, culprit, host, version);
        return Array.from({ length: poisson(random, mean) }, () => stallOf(random, culprit, run));
      });
      if (answer?.kind === 'daily') stalls.push(...nightly(random, answer, run));
      yield { name: `${host}-${String(index).padStart(5, '0')}.ndjson`, text: traceText(run, stalls, padding) };
    }
  };
  return { answer, traces: texts() };
}

function stallOf(random, culprit, run) {
  return { culprit, atMs: 1000 + random() * (run.lengthMs - 10_000), ms: lengthOf(random, culprit.ms) };
}

function nightly(random, { hour }, run) {
  const culprit = { file: 'jobs/nightly.js', line: 12, function: 'compact', ms: 400 };
  const hourStartMs = Math.ceil(run.startMs / HOUR_MS) * HOUR_MS;
  const starts = [hourStartMs - HOUR_MS, hourStartMs].filter((ms) => new Date(ms).getUTCHours() === hour);
  return starts
    .map((ms) => ({
      culprit,
      atMs: ms + 2 * MINUTE_MS - run.startMs + MINUTE_MS * random(),
      ms: lengthOf(random, 400),
    }))
    .filter(({ atMs }) => atMs > 1000 && atMs < run.lengthMs - 5000);
}

function traceText(run, stalls, padding) {
  const cwd = run.index % 2 === 0 ? '/srv/app' : '/home/deploy/app';
  const ns = (ms) => Math.round(ms * NS_PER_MS);
  const lines = [
    {
      type: 'header',
      format: 'loopcheck-trace',
      version: 1,
      pid: 1,
      parentPid: 0,
      title: 'server.js',
      script: `${cwd}/server.js`,
      nodeVersion: 'v22.18.0',
      platform: 'linux',
      arch: 'x64',
      cwd,
      hostname: run.host,
      appName: 'shop',
      appVersion: run.version,
      cores: 2,
      originNs: String(ns(run.startMs - START_MS + DAY_MS)),
      originWallMs: run.startMs,
      thresholdMs: 50,
      pulseMs: 20,
      mode: 'default',
      loopcheckVersion: '0.1.0',
    },
    { type: 'armed', atNs: ns(30), setupNs: ns(2), eyes: ['sampler', 'monitor', 'calls'] },
    { type: 'mark', atNs: ns(31), name: 'target-start' },
    { type: 'mark', atNs: ns(200), name: 'running' },
    { type: 'frame', id: 1, function: 'handle', url: `${cwd}/server.js`, line: 5, column: 3 },
  ];
  const ids = new Map();
  // A release moves lines: what a culprit is must not hang on them.
  const moved = VERSIONS.indexOf(run.version);
  stalls
    .toSorted((a, b) => a.atMs - b.atMs)
    .forEach(({ culprit, atMs, ms }, index) => {
      const stall = index + 1;
      const isNew = !ids.has(culprit.function);
      if (isNew) ids.set(culprit.function, ids.size + 2);
      const frame = ids.get(culprit.function);
      lines.push({ type: 'stall-open', stall, startNs: ns(atMs), atNs: ns(atMs + 50) });
      if (isNew) {
        const line = culprit.line + moved;
        lines.push({
          type: 'frame',
          id: frame,
          function: culprit.function,
          url: `${cwd}/${culprit.file}`,
          line,
          column: 5,
        });
        lines.push({ type: 'stack', nodes: [[frame, 1, frame]] });
        if (ids.size === 1) lines.push({ type: 'stack', nodes: [[1, 0, 1]] });
      }
      const trigger = { type: 'http-request', label: `GET /${culprit.function}` };
      lines.push({
        type: 'sample',
        stall,
        atNs: ns(atMs + ms / 2),
        waitNs: 3e5,
        stack: frame,
        weightNs: ns(ms / 2),
        trigger,
      });
      lines.push({ type: 'sample', stall, atNs: ns(atMs + ms - 2), waitNs: 3e5, stack: frame, weightNs: ns(ms / 2) });
      lines.push({
        type: 'stall-close',
        stall,
        startNs: ns(atMs),
        endNs: ns(atMs + ms),
        ended: 'turn',
        cpuNs: ns(ms * 0.98),
        runQueueNs: 0,
        gcNs: 0,
        monitorLateNs: 0,
        calls: [],
        timedSpanNs: ns(ms),
        droppedSamples: 0,
      });
      lines.push({ type: 'queued', atNs: ns(atMs + ms), requests: Math.round(ms / 40) });
    });
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  const end = { type: 'end', atNs: ns(run.lengthMs), exitCode: 0, probeNs: 1e6, droppedEvents: 0 };
  return `${text}\n${health(padding)}${JSON.stringify(end)}\n`;
}

function health(bytes) {
  const delays = Array.from({ length: 30 }, (_, index) => [index * 32_000, index]);
  const rest = { maxDelayNs: 1e6, idleNs: 9e8, activeNs: 1e8, cpuNs: 9e7, runQueueNs: 0, gcNs: 0, gcCount: 0 };
  const line = `${JSON.stringify({ type: 'health', atNs: 1e9, spanNs: 1e9, delays, ...rest })}\n`;
  return line.repeat(Math.ceil(bytes / line.length));
}
