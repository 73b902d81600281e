import { triage } from '../../../src/triage/triage.js';
import { runRecord, stallRecord } from '../../triage/records.js';
import { cause, culpritsOf, diagnosis, finding, loop, stall, suppressed } from '../sample.js';

/** Runs if any part of a page takes it for markup, an attribute or a script. */
export const EVIL = `</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">"'\` onmouseover=window.hacked=1 \u202e\u0007\ud800`;

const location = { file: `/home/me/shop/${EVIL}.js`, line: 2, column: 1, function: EVIL };

const bad = stall(1, 200, cause('sync-call', EVIL, { evidence: EVIL }), location, {
  trigger: { type: 'http-request', label: `GET /${EVIL}` },
  stack: [{ ...location, share: 1, origin: 'app', package: EVIL }],
});

/** A run in which every name is hostile. */
export const hostileRun = diagnosis([bad], {
  target: {
    command: ['node', EVIL],
    pid: 4242,
    nodeVersion: EVIL,
    exitCode: 0,
    signal: null,
    stoppedBy: null,
    durationMs: 5200,
  },
  load: { command: EVIL, port: 1, outcome: 'ended', exitCode: 0, signal: null, error: null },
  processes: [loop({ title: EVIL, nodeVersion: EVIL, stalls: 1, blockedMs: 200, worstMs: 200 })],
  findings: [
    finding('blocking-call', [bad], { evidence: { api: EVIL } }),
    finding('floating-promise', [], { location, evidence: { api: EVIL, code: EVIL } }),
  ],
  suppressed: [suppressed('big-json', [], { location, reason: EVIL, expires: EVIL })],
  notices: [EVIL],
  problems: [EVIL],
  sources: new Map([
    [location.file, { startLine: 1, lines: [EVIL, `</SCRIPT><script>window.hacked=1</script>`, '<!--'] }],
  ]),
  timeline: {
    courses: [],
    collections: [],
    marks: [{ atMs: 10, process: 1, threadId: 0, name: 'listen', detail: EVIL }],
  },
});

const worker = stall(2, 300, cause('cpu'), { ...location, function: `other ${EVIL}` }, { threadId: 2, process: 1 });

/** The same after a change, with more that is hostile. */
export const hostileAfter = {
  ...hostileRun,
  stalls: [{ ...bad, durationMs: 900, cpuMs: 890 }, worker],
  culprits: culpritsOf([{ ...bad, durationMs: 900, cpuMs: 890 }, worker]),
  processes: [...hostileRun.processes, loop({ threadId: 2, title: EVIL })],
};

const runs = Array.from({ length: 40 }, (_, index) =>
  runRecord({
    run: index + 1,
    path: `/traces/${EVIL}`,
    host: `${EVIL}${index % 4}`,
    version: index < 20 ? '1.0.0' : `1.0.1-${EVIL}`,
    nodeVersion: EVIL,
    startMs: index * 3_600_000,
    endMs: (index + 1) * 3_600_000,
  }),
);
const stalls = runs.map(({ run }) =>
  stallRecord({ run, fingerprint: EVIL, route: EVIL, package: EVIL, totalMs: run <= 20 ? 100 + run : 900 + run }),
);
const culprit = {
  fingerprint: EVIL,
  location: { ...location, file: `lib/${EVIL}` },
  cause: { kind: 'sync-call' as const, api: EVIL },
  stack: [{ ...location, share: 1, origin: 'app' as const, package: EVIL }],
  worstMs: 100,
  path: `/traces/${EVIL}`,
};

/** A triage in which every name is hostile. */
export const hostileTriage = triage(
  {
    runs,
    stalls,
    culprits: new Map([[EVIL, culprit]]),
    skips: [{ path: EVIL, kind: 'foreign', message: EVIL }],
  },
  { by: 'route', where: [], since: null, order: 'time' },
);
