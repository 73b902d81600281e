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

/** Who blocks in every fleet: mean stalls in an hour, and the mean of their length in ms. */
const CULPRITS = [
  { file: 'views/table.js', line: 88, function: 'render', stalls: 3.5, ms: 90 },
  { file: 'lib/report.js', line: 21, function: 'summarize', stalls: 2.5, ms: 140 },
  { file: 'lib/search.js', line: 7, function: 'rank', stalls: 5, ms: 70 },
  { file: 'jobs/export.js', line: 40, function: 'toCsv', stalls: 2, ms: 200 },
  { file: 'routes/login.js', line: 15, function: 'verify', stalls: 1.5, ms: 80 },
];

const VERSIONS = ['2.3.0', '2.4.0', '2.4.1', '2.5.0'];
const NODES = ['v20.20.2', 'v22.18.0', 'v24.12.0'];

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

/** A count with this mean: Knuth's method, in portions whose limit is no number too small. */
function poisson(random, mean) {
  if (mean > 500) return poisson(random, 500) + poisson(random, mean - 500);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** A value with a long tail: log-normal, with this mean. */
function spread(random, mean, sigma) {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(sigma * normal - sigma ** 2 / 2);
}

/** Never below what counts as a stall. */
function lengthOf(random, ms) {
  return Math.max(55, spread(random, ms, 0.5));
}

/** How strong what is wrong is, drawn anew for each fleet: between these. */
const STRENGTHS = { regression: [3, 6], 'bad-host': [4, 8] };

function within(random, [least, most]) {
  return least + (most - least) * random();
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
function factorOf(answer, strength, culprit, host, version) {
  if (answer?.function !== culprit.function) return 1;
  if (answer.kind === 'regression') return VERSIONS.indexOf(version) >= VERSIONS.indexOf(answer.version) ? strength : 1;
  return answer.kind === 'outlier-host' && answer.host === host ? strength : 1;
}

/**
 * Hosts, and runs of each, of the fleet with this seed: small ones and large ones, and days enough for a daily job to be
 * seen.
 */
export function shapeOf(seed) {
  const random = randomOf(seed * 104_729);
  const hosts = 4 + Math.floor(random() * 9);
  return { hosts, traces: hosts * (24 + Math.floor(random() * 25)) };
}

/**
 * The traces of a fleet, one after the other, and what is wrong with it. Each host, culprit, hour of the day and run has
 * a nature of its own, drawn by the seed: how often it blocks differs by that alone. Releases reach the hosts one after
 * the other.
 * @param {{ seed: number, scenario: string, traces: number, hosts?: number, padding?: number, rate?: number }} options
 *   `padding`: bytes of health lines that each trace holds besides, as those of a long recording do; `rate`: so many times
 *   as many stalls.
 */
export function makeFleet({ seed, scenario, traces, hosts: hostCount = 8, padding = 0, rate = 1 }) {
  const random = randomOf(seed * 7919 + SCENARIOS.indexOf(scenario));
  const hosts = Array.from({ length: hostCount }, (_, index) => `web-${index + 1}`);
  const draw = (range) => new Map(hosts.map((host) => [host, within(random, range)]));
  const nature = draw([0.75, 1.25]);
  const skew = draw([-3 * MINUTE_MS, 3 * MINUTE_MS]);
  const delay = draw([0, 1.5]);
  const nodes = new Map(hosts.map((host) => [host, NODES[Math.floor(random() * NODES.length)]]));
  const often = new Map(CULPRITS.map((culprit) => [culprit, within(random, [0.7, 1.5])]));
  const busiest = { hour: random() * 24, by: 0.4 * random() };
  const answer = answerOf(scenario, random, hosts);
  const strength = within(random, STRENGTHS[scenario] ?? [1, 1]);
  const rounds = Math.ceil(traces / hosts.length);
  const texts = function* () {
    for (let index = 0; index < traces; index += 1) {
      const host = hosts[index % hosts.length];
      const round = Math.floor(index / hosts.length);
      const age = Math.max(0, round - delay.get(host));
      const version = VERSIONS[Math.min(VERSIONS.length - 1, Math.floor((age / rounds) * VERSIONS.length))];
      // Rounds walk through the hours of the day, so that each hour is recorded.
      const startMs = START_MS + Math.floor(round / 6) * DAY_MS + (((round % 6) * 4 + (index % 4)) % 24) * HOUR_MS;
      const lengthMs = within(random, [30, 55]) * MINUTE_MS;
      const run = { index, host, node: nodes.get(host), version, startMs: startMs + skew.get(host), lengthMs };
      const hour = new Date(startMs).getUTCHours();
      const load = 1 + busiest.by * Math.cos(((hour - busiest.hour) / 12) * Math.PI);
      const luck = spread(random, 1, 0.3);
      const stalls = CULPRITS.flatMap((culprit) => {
        const own = often.get(culprit) * factorOf(answer, strength, culprit, host, version);
        const mean = culprit.stalls * (lengthMs / HOUR_MS) * nature.get(host) * load * luck * own * rate;
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
      atMs: ms + 12 * MINUTE_MS - run.startMs + MINUTE_MS * random(),
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
      nodeVersion: run.node,
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
      // The monitor looks every 10 ms; only what the first look saw has to be told with the trigger.
      for (let lookMs = 35; lookMs < ms; lookMs += 10) {
        const first = lookMs === 35;
        const weightNs = ns(first ? 35 : 10);
        const sample = { type: 'sample', stall, atNs: ns(atMs + lookMs), waitNs: 3e5, stack: frame, weightNs };
        lines.push(first ? { ...sample, trigger } : sample);
      }
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
