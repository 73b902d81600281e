import { cause, diagnosis, finding, loop, stall, suppressed } from '../sample.js';

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
