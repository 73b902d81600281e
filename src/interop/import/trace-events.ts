import type { GcEvent, ProcessEvent } from '../../trace/events.js';
import type { CallEvent } from '../../trace/stall-events.js';
import { type Capture, type ImportedProcess, importedHeader, type ProcessFacts, SHORTEST_STALL_NS } from './capture.js';
import { closedStall } from './closed-stall.js';
import { timed } from './cpuprofile.js';
import { importError } from './import-error.js';
import { linkNodes } from './profile.js';
import { profileProcess } from './profile-events.js';

const NS_PER_US = 1000;

/** One event of Chrome's trace format; times in µs. */
export interface ChromeEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly dur: number;
  readonly id: string;
  readonly args: Readonly<Record<string, unknown>>;
}

function numberOf(value: unknown): number {
  const number = Number(value ?? 0);
  return Number.isFinite(number) ? number : 0;
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Takes what has the shape of an event; other things are left out. */
export function chromeEvents(raw: readonly unknown[]): ChromeEvent[] {
  return raw.flatMap((one) => {
    const { name, cat, ph, ts, pid, tid, dur, id, args } = objectOf(one);
    if (typeof ph !== 'string' || typeof name !== 'string') return [];
    return [
      {
        name,
        cat: typeof cat === 'string' ? cat : '',
        ph,
        ts: numberOf(ts),
        pid: numberOf(pid),
        tid: numberOf(tid),
        dur: numberOf(dur),
        id: String(id ?? ''),
        args: objectOf(args),
      },
    ];
  });
}

/** A stretch of time on a thread. */
interface Slice {
  readonly event: ChromeEvent;
  readonly startUs: number;
  readonly endUs: number;
}

/** Pairs begins with ends: `B`/`E` nest on a thread, `b`/`e` share an id. `X` is whole already. */
function slicesOf(events: readonly ChromeEvent[]): Slice[] {
  const slices: Slice[] = [];
  const stacks = new Map<string, ChromeEvent[]>();
  for (const event of events.toSorted((a, b) => a.ts - b.ts)) {
    const key = event.ph === 'b' || event.ph === 'e' ? `${event.cat}:${event.name}:${event.id}` : 'B';
    if (event.ph === 'X') slices.push({ event, startUs: event.ts, endUs: event.ts + event.dur });
    if (event.ph === 'B' || event.ph === 'b') stacks.set(key, [...(stacks.get(key) ?? []), event]);
    if (event.ph !== 'E' && event.ph !== 'e') continue;
    const begun = stacks.get(key)?.pop();
    if (begun !== undefined) slices.push({ event: begun, startUs: begun.ts, endUs: event.ts });
  }
  return slices;
}

/** Stretches in which the loop could do nothing else: a task of the browser's, a phase or a callback of Node's. */
function isTurn({ event }: Slice): boolean {
  const { name, cat } = event;
  if (name === 'RunTask' || name === 'ThreadControllerImpl::RunTask') return true;
  if (cat.includes('node.environment')) return /^(?:RunTimers|RunAndClearNativeImmediates|CheckImmediate)$/.test(name);
  return cat.includes('node.async_hooks') && name.endsWith('_CALLBACK');
}

const COLLECTIONS = /^(?:MinorGC|MajorGC|V8\.GC(?:Scavenger|Compactor|FinalizeMC|MarkCompactor|IncrementalMarking)?)$/;

function gcOf({ event, startUs, endUs }: Slice): GcEvent[] {
  if (!COLLECTIONS.test(event.name) || endUs <= startUs) return [];
  const kind = /Minor|Scaveng/.test(event.name) ? 'minor' : /Incremental/.test(event.name) ? 'incremental' : 'major';
  return [{ type: 'gc', startNs: startUs, durationNs: endUs - startUs, kind }];
}

/** Node's synchronous file operations, by their own names: `fs.sync.read` is `fs.readSync`. */
function callOf({ event, startUs, endUs }: Slice): CallEvent[] {
  const operation = /^fs\.sync\.(\w+)$/.exec(event.name)?.[1];
  if (operation === undefined || endUs <= startUs) return [];
  return [{ type: 'call', api: `fs.${operation}Sync`, startNs: startUs, durationNs: endUs - startUs, stack: 0 }];
}

/** Stretches that touch or lie in each other are one. */
function merged(slices: readonly Slice[]): { startUs: number; endUs: number }[] {
  const result: { startUs: number; endUs: number }[] = [];
  for (const { startUs, endUs } of slices.toSorted((a, b) => a.startUs - b.startUs)) {
    const last = result.at(-1);
    if (last !== undefined && startUs < last.endUs) last.endUs = Math.max(last.endUs, endUs);
    else result.push({ startUs, endUs });
  }
  return result;
}

/**
 * Makes a trace of Chrome's trace events, as DevTools and Node write them: a process for each CPU profile in it; where
 * there is none, one for each thread whose turns are told. Throws a `TraceError` where nothing tells of a loop.
 */
export function importTraceEvents(raw: readonly unknown[], file: string, format: string): Capture {
  const events = chromeEvents(raw);
  const profiled = profilesOf(events);
  const processes: ImportedProcess[] = [];
  for (const { pid, tid, rawProfile } of profiled) {
    const nodes = linkNodes(rawProfile.nodes);
    const times = timed(nodes, rawProfile.samples, rawProfile.deltas, rawProfile.lines, rawProfile);
    const own = events.filter((event) => event.pid === pid && event.tid === tid);
    const rest = restOf(slicesOf(own), times.originNs / NS_PER_US).calls;
    const facts = factsOf(events, pid, tid);
    const profile = { ...times, hasCallPositions: false };
    processes.push(profileProcess(profile, nodes.values(), { facts, format, file, rest }));
  }
  const done = new Set(profiled.map(({ pid }) => pid));
  for (const thread of threadsOf(events)) {
    if (done.has(thread.pid)) continue;
    const made = fromTurns(events, thread, file, format);
    if (made !== null) processes.push(made);
  }
  if (processes.length === 0)
    throw importError(
      file,
      `${file} holds trace events, but none that tell of a loop: record the category v8,node, or a CPU profile with it.`,
    );
  return { processes, problems: [] };
}

interface Thread {
  readonly pid: number;
  readonly tid: number;
}

function threadsOf(events: readonly ChromeEvent[]): Thread[] {
  const threads = new Map(events.map(({ pid, tid }) => [`${pid}/${tid}`, { pid, tid }]));
  return [...threads.values()];
}

function factsOf(events: readonly ChromeEvent[], pid: number, tid: number): ProcessFacts {
  const named = events.filter((event) => event.ph === 'M' && event.pid === pid);
  const own = named.find((event) => event.name === 'thread_name' && event.tid === tid);
  const process = named.findLast((event) => event.name === 'process_name');
  const node = named.find((event) => event.name === 'node' || event.name === 'version');
  const version = objectOf(node?.args['process'])['versions'] ?? node?.args['node'];
  const found = objectOf(version)['node'] ?? version;
  const title = process?.args['name'] ?? own?.args['name'];
  return {
    pid,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof found === 'string' ? { nodeVersion: found.startsWith('v') ? found : `v${found}` } : {}),
  };
}

function restOf(slices: readonly Slice[], zeroUs: number) {
  const shift = <E extends CallEvent | GcEvent>(event: E): E => ({
    ...event,
    startNs: Math.round((event.startNs - zeroUs) * NS_PER_US),
    durationNs: Math.round(event.durationNs * NS_PER_US),
  });
  // Collections are told twice, by Node and by V8, and their phases besides.
  const gcs = slices.flatMap(gcOf).toSorted((a, b) => a.startNs - b.startNs || b.durationNs - a.durationNs);
  let untilUs = Number.NEGATIVE_INFINITY;
  const outermost = gcs.filter(({ startNs, durationNs }) => {
    const isInside = startNs < untilUs;
    if (!isInside) untilUs = startNs + durationNs;
    return !isInside;
  });
  return { gcs: outermost.map(shift), calls: slices.flatMap(callOf).map(shift) };
}

/** A thread whose turns are told and no more: how long the loop stood still, but not in which code. */
function fromTurns(
  events: readonly ChromeEvent[],
  { pid, tid }: Thread,
  file: string,
  format: string,
): ImportedProcess | null {
  const own = events.filter((event) => event.pid === pid && event.tid === tid && event.ph !== 'M');
  const slices = slicesOf(own);
  const turns = merged(slices.filter(isTurn));
  if (turns.length === 0) return null;
  const zeroUs = own.reduce((first, event) => Math.min(first, event.ts), Number.POSITIVE_INFINITY);
  const endUs = own.reduce((last, event) => Math.max(last, event.ts + event.dur), zeroUs);
  const { gcs, calls } = restOf(slices, zeroUs);
  const ns = (us: number) => Math.round((us - zeroUs) * NS_PER_US);
  const stalls = turns
    .filter((turn) => (turn.endUs - turn.startUs) * NS_PER_US >= SHORTEST_STALL_NS)
    .flatMap(({ startUs, endUs: end }, index): ProcessEvent[] =>
      stallWithoutStacks(index + 1, ns(startUs), ns(end), gcs),
    );
  const unknown = [
    'Imported from trace events without a CPU profile: how long the loop stood still is known, but not the line that did it. Record with node --cpu-prof to see it.',
    'Imported from trace events: time before the first turn of the loop, CPU and waiting time are not in it.',
  ];
  return [
    importedHeader(
      { ...factsOf(events, pid, tid), originNs: zeroUs * NS_PER_US },
      { format, coversLoop: true, unknown },
      file,
    ),
    { type: 'mark', name: 'running', atNs: ns(turns[0]?.startUs ?? zeroUs) },
    ...stalls,
    ...gcs,
    ...calls,
    turnsHealth(turns, zeroUs, endUs),
  ];
}

function turnsHealth(
  turns: readonly { startUs: number; endUs: number }[],
  zeroUs: number,
  endUs: number,
): ProcessEvent {
  const activeUs = turns.reduce((sum, turn) => sum + turn.endUs - turn.startUs, 0);
  const span = (endUs - zeroUs) * NS_PER_US;
  return {
    type: 'health',
    atNs: span,
    spanNs: span,
    delays: [],
    maxDelayNs: turns.reduce((worst, turn) => Math.max(worst, (turn.endUs - turn.startUs) * NS_PER_US), 0),
    idleNs: Math.max(0, span - activeUs * NS_PER_US),
    activeNs: activeUs * NS_PER_US,
    cpuNs: null,
    runQueueNs: null,
    gcNs: null,
    gcCount: null,
    heapUsedBytes: null,
    maxIterationDelayNs: null,
  };
}

/** A stall of which only its ends are known, and the collections in it. */
export function stallWithoutStacks(
  stall: number,
  startNs: number,
  endNs: number,
  gcs: readonly GcEvent[] | null,
): ProcessEvent[] {
  const gcNs =
    gcs?.reduce((sum, gc) => {
      const end = Math.min(endNs, gc.startNs + gc.durationNs);
      return sum + Math.max(0, end - Math.max(startNs, gc.startNs));
    }, 0) ?? null;
  return [{ type: 'stall-open', stall, startNs, atNs: startNs }, closedStall(stall, startNs, endNs, gcNs)];
}

interface ChunkedProfile extends Thread {
  readonly rawProfile: {
    readonly nodes: unknown[];
    readonly samples: unknown[];
    readonly deltas: unknown[];
    readonly lines: unknown[] | null;
    readonly startTime: number;
    readonly endTime?: number;
  };
}

/** Puts the chunks of each profile together. Of several on one thread (they overlap) the largest counts. */
function profilesOf(events: readonly ChromeEvent[]): ChunkedProfile[] {
  const best = new Map<string, ChunkedProfile>();
  for (const begun of events.filter((event) => event.name === 'Profile')) {
    const chunks = events.filter(
      ({ name, pid, id }) => name === 'ProfileChunk' && pid === begun.pid && id === begun.id,
    );
    const nodes: unknown[] = [];
    const samples: unknown[] = [];
    const deltas: unknown[] = [];
    const lines: unknown[] = [];
    let endTime: number | undefined;
    for (const { args } of chunks.toSorted((a, b) => a.ts - b.ts)) {
      const data = objectOf(args['data']);
      const profile = objectOf(data['cpuProfile']);
      const own = listOf(profile['samples']);
      for (const node of listOf(profile['nodes'])) nodes.push(node);
      for (const sample of own) samples.push(sample);
      for (const delta of listOf(data['timeDeltas'])) deltas.push(delta);
      for (const index of own.keys()) lines.push(listOf(data['lines'])[index] ?? null);
      if (typeof data['endTime'] === 'number') endTime = data['endTime'];
    }
    const startTime = numberOf(objectOf(begun.args['data'])['startTime'] ?? begun.ts);
    const rawProfile = {
      nodes,
      samples,
      deltas,
      lines: lines.some((line) => line !== null) ? lines : null,
      startTime,
      ...(endTime === undefined ? {} : { endTime }),
    };
    const key = `${begun.pid}/${begun.tid}`;
    if (samples.length > 0 && samples.length > (best.get(key)?.rawProfile.samples.length ?? 0))
      best.set(key, { pid: begun.pid, tid: begun.tid, rawProfile });
  }
  return [...best.values()];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
