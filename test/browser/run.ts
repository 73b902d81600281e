import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import { CWD, cause, diagnosis, finding, loop, place, stall } from '../report/sample.js';

const read = { ...place('src/users.js', 3, 'loadUsers') };
const stackOf = (...names: readonly string[]) =>
  names.map((name, index) => ({
    ...place('src/users.js', 3 + index, name),
    share: 1 - index * 0.05,
    origin: 'app' as const,
    package: null,
  }));

const reading = stall(1, 400, cause('sync-call', 'fs.readFileSync', { evidence: 'It took 390 ms.' }), read, {
  stack: stackOf('loadUsers', 'handle'),
  trigger: { type: 'http-request', label: 'GET /users' },
  delayed: { requests: 7, timers: 2 },
});
const again = stall(2, 150, cause('sync-call', 'fs.readFileSync', { evidence: 'It took 140 ms.' }), read, {
  stack: stackOf('loadUsers', 'refresh'),
});
const summing = stall(3, 300, cause('cpu'), place('src/sum.js', 9, 'sum'));
const inWorker = stall(4, 90, cause('regex'), place('src/mail.js', 4, 'isMail'), { threadId: 2 });

const points = Array.from({ length: 5 }, (_, index) => ({
  startMs: index * 1000,
  endMs: (index + 1) * 1000,
  maxDelayMs: 5 + index,
  utilization: 0.3,
  cpuShare: 0.2,
  gcMs: 12,
  openRequests: index * 2,
}));

/** A run of two loops with four stalls of three culprits. */
export const shopRun: Diagnosis = diagnosis([reading, again, summing, inWorker], {
  processes: [loop({ stalls: 3, blockedMs: 850, worstMs: 400 }), loop({ threadId: 2, title: 'mailer', stalls: 1 })],
  findings: [finding('blocking-call', [reading, again]), finding('floating-promise', [], { location: read })],
  sources: new Map([
    [
      `${CWD}/src/users.js`,
      {
        startLine: 1,
        lines: ["const fs = require('node:fs');", 'function loadUsers() {', "  return fs.readFileSync('users');", '}'],
      },
    ],
  ]),
  timeline: {
    courses: [{ process: 1, threadId: 0, points }],
    collections: [{ process: 1, threadId: 0, startMs: 2500, durationMs: 9, kind: 'major' }],
    marks: [{ atMs: 300, process: 1, threadId: 0, name: 'listen', detail: '3000' }],
  },
});
