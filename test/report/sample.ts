import type {
  Cause,
  CauseKind,
  Culprit,
  Diagnosis,
  Finding,
  Location,
  ProcessInfo,
  Stall,
  SuppressedFinding,
} from '../../src/analyze/diagnosis.js';
import { triggerShares } from '../../src/analyze/triggers.js';

/** Literals to build runs from; what a test is about it passes in. */

export const CWD = '/home/me/shop';

export function place(file: string, line: number, name = '', column = 3): Location {
  return { file: `${CWD}/${file}`, line, column, function: name };
}

export function cause(kind: CauseKind, api: string | null = null, more: Partial<Cause> = {}): Cause {
  return { kind, api, confidence: 0.97, evidence: '', pattern: null, ...more };
}

export function stall(
  id: number,
  durationMs: number,
  why: Cause,
  location: Location | null,
  more: Partial<Stall> = {},
): Stall {
  return {
    id,
    pid: 4242,
    process: 1,
    threadId: 0,
    startMs: id * 1000,
    durationMs,
    ongoing: false,
    phase: 'running',
    cause: why,
    location,
    stack: location === null ? [] : [{ ...location, share: 0.97, origin: 'app', package: null }],
    cpuMs: durationMs * 0.9,
    gcMs: 0,
    runQueueMs: 0,
    syncCalls: 0,
    trigger: null,
    delayed: { timers: null, requests: null },
    inAsyncFunction: false,
    atWork: false,
    ...more,
  };
}

function keyOf({ location, cause: { kind, api } }: Stall): string {
  return [location?.file, location?.line, location?.function, kind, api].join('|');
}

/** Culprits as the analysis groups them: by line and cause, worst first. */
export function culpritsOf(stalls: readonly Stall[]): Culprit[] {
  const groups = new Map<string, Stall[]>();
  for (const one of stalls) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  const sum = (some: readonly Stall[]): number => some.reduce((total, { durationMs }) => total + durationMs, 0);
  const all = sum(stalls);
  return [...groups]
    .map(([key, group]): Culprit => {
      const others = stalls.filter((other) => !group.includes(other));
      const rest = others.map(({ durationMs }) => durationMs);
      return {
        fingerprint: key,
        location: group[0]?.location ?? null,
        cause: { kind: group[0]?.cause.kind ?? 'cpu', api: group[0]?.cause.api ?? null },
        count: group.length,
        totalMs: sum(group),
        worstMs: Math.max(...group.map(({ durationMs }) => durationMs)),
        share: sum(group) / all,
        stallIds: group.map(({ id }) => id),
        triggers: triggerShares(group),
        package: null,
        without: { p99Ms: Math.max(2, ...rest) * 0.9, maxMs: Math.max(4, ...rest), blockedMs: sum(others) },
      };
    })
    .sort((a, b) => b.totalMs - a.totalMs);
}

export function finding(id: string, stalls: readonly Stall[], more: Partial<Finding> = {}): Finding {
  return {
    id,
    severity: 'error',
    location: stalls[0]?.location ?? null,
    count: stalls.length,
    totalMs: stalls.reduce((total, { durationMs }) => total + durationMs, 0),
    stallIds: stalls.map(({ id }) => id),
    evidence: {},
    ...more,
  };
}

/** A loop that has nothing to say. */
export function loop(more: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    process: 1,
    pid: 4242,
    threadId: 0,
    parentPid: 4200,
    parent: null,
    parentThreadId: null,
    title: 'server.js',
    nodeVersion: 'v20.20.2',
    startMs: 60,
    endMs: 5200,
    ended: 'exit',
    exitCode: 0,
    startupMs: 120,
    outlivedParent: false,
    stalls: 0,
    blockedMs: 0,
    worstMs: 0,
    p99Ms: 3.6,
    maxMs: 4,
    utilization: 0.37,
    ...more,
  };
}

/** The same, silenced by a comment. */
export function suppressed(
  id: string,
  stalls: readonly Stall[],
  more: Partial<SuppressedFinding> = {},
): SuppressedFinding {
  return { ...finding(id, stalls), by: 'comment', reason: 'It is a toy.', expires: null, ...more };
}

/** A run of 5.2 s with these stalls. */
export function diagnosis(stalls: readonly Stall[] = [], more: Partial<Diagnosis> = {}): Diagnosis {
  const durations = stalls.map(({ durationMs }) => durationMs);
  const worst = Math.max(4, ...durations);
  return {
    target: {
      command: ['node', 'server.js'],
      pid: 4242,
      nodeVersion: 'v20.20.2',
      exitCode: 0,
      signal: null,
      stoppedBy: null,
      durationMs: 5200,
    },
    probe: {
      armed: true,
      mode: 'default',
      overheadMs: 12.3,
      seenShare: 0.99,
      droppedEvents: 0,
      blind: [],
      blindToDetail: [],
    },
    load: null,
    served: { listened: [], requests: 0 },
    steady: null,
    processes: [loop({ stalls: stalls.length, blockedMs: durations.reduce((sum, ms) => sum + ms, 0), worstMs: worst })],
    loop: {
      minMs: 0.9,
      meanMs: 2.2,
      stddevMs: 4.5,
      p50Ms: 1.1,
      p90Ms: 3.5,
      p99Ms: worst * 0.9,
      maxMs: worst,
      utilization: 0.37,
      activeMs: 1900,
      idleMs: 3300,
      starvedShare: 0.02,
      sampler: 'pulse',
      lagMs: lag(stalls),
      blockedMs: durations.reduce((sum, ms) => sum + ms, 0),
    },
    timeline: { courses: [], collections: [], marks: [] },
    stalls,
    culprits: culpritsOf(stalls),
    packages: [],
    findings: [],
    suppressed: [],
    notices: [],
    thresholdMs: 50,
    sources: new Map(),
    problems: [],
    ...more,
  };
}

const LAG_SLICES = 60;

function lag(stalls: readonly Stall[]): number[] {
  const slices = Array.from({ length: LAG_SLICES }, (_, index) => 1 + ((index * 7) % 11));
  for (const { startMs, durationMs } of stalls)
    slices[Math.floor((startMs / 5200) * LAG_SLICES) % LAG_SLICES] = durationMs;
  return slices;
}
