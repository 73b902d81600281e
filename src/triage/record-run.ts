import { isAbsolute, relative } from 'node:path';
import type { Culprit, Diagnosis, Location, Stall } from '../analyze/diagnosis.js';
import type { Trace } from '../trace/trace.js';
import type { CulpritRecord, RunRecord, StallRecord } from './records.js';

const HOUR_MS = 3_600_000;
const NS_PER_MS = 1_000_000;

/** What one run adds to its fleet. */
export interface RunParts {
  readonly run: RunRecord;
  readonly stalls: readonly StallRecord[];
  readonly culprits: readonly CulpritRecord[];
}

/** The compact record of a diagnosed trace with at least one process. `run` is its number. Null where it has none. */
export function recordRun(trace: Trace, diagnosis: Diagnosis, run: number, path: string): RunParts | null {
  const [first] = trace.processes;
  if (first === undefined) return null;
  const { header } = trace.processes.find((process) => process.header.pid === trace.run?.pid) ?? first;
  const originMs = header.originWallMs;
  const seenNs = trace.processes.map(({ lastSeenNs }) => lastSeenNs);
  const beganNs = Math.min(...trace.processes.map(({ armed, lastSeenNs }) => armed?.atNs ?? lastSeenNs));
  const record: RunRecord = {
    run,
    path,
    host: header.hostname ?? null,
    app: header.appName ?? null,
    version: header.appVersion ?? null,
    nodeVersion: header.nodeVersion,
    startMs: originMs + beganNs / NS_PER_MS,
    endMs: originMs + Math.max(beganNs, ...seenNs) / NS_PER_MS,
    bootMs: originMs - Number(header.originNs) / NS_PER_MS,
  };
  const stallById = new Map(diagnosis.stalls.map((stall) => [stall.id, stall]));
  const parts = diagnosis.culprits.map((culprit) => {
    const stalls = culprit.stallIds.flatMap((id) => stallById.get(id) ?? []).filter(({ atWork }) => !atWork);
    return { culprit, stalls };
  });
  return {
    run: record,
    stalls: parts.flatMap(({ culprit, stalls }) => groupsOf(run, culprit, stalls, originMs)),
    culprits: parts.flatMap(({ culprit, stalls }) => example(culprit, stalls, path, header.cwd)),
  };
}

function routeOf({ trigger }: Stall): string | null {
  return trigger?.type === 'http-request' ? trigger.label : null;
}

function groupsOf(run: number, culprit: Culprit, stalls: readonly Stall[], originMs: number): StallRecord[] {
  const byRoute = new Map<string | null, Stall[]>();
  for (const stall of stalls) {
    const group = byRoute.get(routeOf(stall));
    if (group) group.push(stall);
    else byRoute.set(routeOf(stall), [stall]);
  }
  return [...byRoute].map(([route, group]) => {
    const requests = group.flatMap(({ delayed }) => delayed.requests ?? []);
    const starts = group.map(({ startMs }) => originMs + startMs);
    const hours = new Map<number, number>();
    for (const { startMs, durationMs } of group) {
      const hour = Math.floor((originMs + startMs) / HOUR_MS);
      hours.set(hour, (hours.get(hour) ?? 0) + durationMs);
    }
    return {
      run,
      fingerprint: culprit.fingerprint,
      route,
      package: culprit.package,
      count: group.length,
      totalMs: sum(group.map(({ durationMs }) => durationMs)),
      worstMs: Math.max(...group.map(({ durationMs }) => durationMs)),
      requests: requests.length === 0 ? null : sum(requests),
      firstMs: Math.min(...starts),
      lastMs: Math.max(...starts),
      hours,
    };
  });
}

function example({ fingerprint, location, cause }: Culprit, stalls: readonly Stall[], path: string, cwd: string) {
  const [first] = stalls;
  if (first === undefined) return [];
  const worst = stalls.reduce((a, b) => (b.durationMs > a.durationMs ? b : a), first);
  const steady = location && { ...location, file: steadyFile(location, cwd) };
  return [{ fingerprint, location: steady, cause, stack: worst.stack, worstMs: worst.durationMs, path }];
}

function steadyFile({ file }: Location, cwd: string): string {
  return isAbsolute(file) ? relative(cwd, file).replaceAll('\\', '/') : file;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
