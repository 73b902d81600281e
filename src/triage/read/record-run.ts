import { isAbsolute, relative } from 'node:path';
import type { Culprit, Location, Stall } from '../../analyze/diagnosis.js';
import type { Trace } from '../../trace/trace.js';
import { keepWorst } from '../examples.js';
import { onGrid } from '../grid.js';
import type { CulpritRecord, RunParts, RunRecord, StallRecord } from '../records.js';

const HOUR_MS = 3_600_000;
const NS_PER_MS = 1_000_000;

/** The stalls and culprits of one run. */
export interface Judged {
  readonly stalls: readonly Stall[];
  readonly culprits: readonly Culprit[];
}

/** The compact record of a judged trace with at least one process. `run` is its number. Null where it has none. */
export function recordRun(trace: Trace, judged: Judged, run: number, path: string): RunParts | null {
  const [first] = trace.processes;
  if (first === undefined) return null;
  const { header } = trace.processes.find((process) => process.header.pid === trace.run?.pid) ?? first;
  const originMs = header.originWallMs;
  const seenNs = trace.processes.map(({ lastSeenNs }) => lastSeenNs);
  const beganNs = Math.min(...trace.processes.map(({ armed, lastSeenNs }) => armed?.atNs ?? lastSeenNs));
  const record: RunRecord = {
    run,
    path,
    host: textOf(header.hostname),
    app: textOf(header.appName),
    version: textOf(header.appVersion),
    nodeVersion: textOf(header.nodeVersion) ?? '',
    startMs: onGrid(originMs + beganNs / NS_PER_MS),
    endMs: onGrid(originMs + Math.max(beganNs, ...seenNs) / NS_PER_MS),
    bootMs: onGrid(originMs - Number(header.originNs) / NS_PER_MS),
  };
  const stallById = new Map(judged.stalls.map((stall) => [stall.id, stall]));
  const parts = judged.culprits.map((culprit) => {
    const stalls = culprit.stallIds.flatMap((id) => stallById.get(id) ?? []).filter(({ atWork }) => !atWork);
    return { culprit, stalls };
  });
  const examples = new Map<string, CulpritRecord>();
  for (const { culprit, stalls } of parts) {
    const one = example(culprit, stalls, path, header.cwd);
    if (one !== null) keepWorst(examples, one);
  }
  return {
    run: record,
    stalls: parts.flatMap(({ culprit, stalls }) => groupsOf(run, culprit, stalls, originMs)),
    culprits: [...examples.values()],
  };
}

/** A header is not checked in full: anything may stand in it. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function routeOf({ trigger }: Stall): string | null {
  return trigger?.type === 'http-request' ? trigger.label : null;
}

function groupsOf(run: number, culprit: Culprit, stalls: readonly Stall[], originMs: number): StallRecord[] {
  const groups = new Map<string, { readonly stall: Stall; readonly startMs: number; readonly durationMs: number }[]>();
  for (const stall of stalls) {
    const startMs = onGrid(originMs + stall.startMs);
    const key = `${Math.floor(startMs / HOUR_MS)} ${routeOf(stall) ?? ''}`;
    const one = { stall, startMs, durationMs: onGrid(stall.durationMs) };
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].map((group): StallRecord => {
    const requests = group.flatMap(({ stall }) => stall.delayed.requests ?? []);
    const starts = group.map(({ startMs }) => startMs);
    const durations = group.map(({ durationMs }) => durationMs);
    const [first] = group;
    return {
      run,
      fingerprint: culprit.fingerprint,
      route: first === undefined ? null : routeOf(first.stall),
      package: culprit.package,
      count: group.length,
      totalMs: sum(durations),
      worstMs: durations.reduce((a, b) => Math.max(a, b), 0),
      requests: requests.length === 0 ? null : wholeOf(sum(requests)),
      firstMs: starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
      lastMs: starts.reduce((a, b) => Math.max(a, b), 0),
    };
  });
}

function example(
  { fingerprint, location, cause }: Culprit,
  stalls: readonly Stall[],
  path: string,
  cwd: string,
): CulpritRecord | null {
  const [first] = stalls;
  if (first === undefined) return null;
  const worst = stalls.reduce((a, b) => (b.durationMs > a.durationMs ? b : a), first);
  const steady = location && { ...wholePlace(location), file: steadyFile(location, cwd) };
  const stack = worst.stack.map(wholePlace);
  return { fingerprint, location: steady, cause, stack, worstMs: onGrid(worst.durationMs), path };
}

/** A line is a whole number, whatever a trace says. */
function wholePlace<T extends Location>(place: T): T {
  return { ...place, line: wholeOf(place.line), column: wholeOf(place.column) };
}

function wholeOf(value: number): number {
  const whole = Math.round(value);
  return Number.isSafeInteger(whole) ? whole : 0;
}

function steadyFile({ file }: Location, cwd: string): string {
  return isAbsolute(file) ? relative(cwd, file).replaceAll('\\', '/') : file;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
