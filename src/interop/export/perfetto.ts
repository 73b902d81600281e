import type { ProcessTrace } from '../../trace/trace.js';
import { type ExportFrame, type ExportLoop, type ExportSample, ONLY_STALLS, titleOf } from './loops.js';

const NS_PER_US = 1000;

/** Tracks of a loop in the order in which they are shown; a track's id is `threadId * TRACKS + index`. */
const TRACKS = ['stalls', 'stacks (stalled time only)', 'calls', 'garbage collection', 'requests', 'marks'] as const;
type Track = (typeof TRACKS)[number];

type ChromeEvent = Readonly<Record<string, unknown>>;

interface Slice {
  readonly name: string;
  readonly startNs: number;
  readonly endNs: number;
  readonly args?: object;
}

/** The run in Chrome's trace event format, which Perfetto reads too: a process of the run each, tracks for its loops. */
export function toPerfetto(loops: readonly ExportLoop[]): string {
  const pids = pidsOf(loops);
  const traceEvents = loops.flatMap((loop) => eventsOf(loop, pids.get(loop.process) ?? loop.process.header.pid));
  const otherData = { exporter: 'loopcheck', note: ONLY_STALLS };
  return JSON.stringify({ traceEvents, displayTimeUnit: 'ms', otherData });
}

/** A pid can come twice in a run, and would be one process here. */
function pidsOf(loops: readonly ExportLoop[]): Map<ProcessTrace, number> {
  const pids = new Map<ProcessTrace, number>();
  const used = new Set<number>();
  for (const { process } of loops) {
    if (pids.has(process)) continue;
    let { pid } = process.header;
    while (used.has(pid)) pid += 1_000_000;
    used.add(pid);
    pids.set(process, pid);
  }
  return pids;
}

function eventsOf(loop: ExportLoop, pid: number): ChromeEvent[] {
  const { process, threadId, shiftNs, name } = loop;
  const own = <E extends { readonly threadId?: number }>(events: readonly E[]) =>
    events.filter((event) => (event.threadId ?? 0) === threadId);
  const timed = ({ startNs, durationNs }: { startNs: number; durationNs: number }) => ({
    startNs: startNs + shiftNs,
    endNs: startNs + shiftNs + durationNs,
  });
  const tidOf = (track: Track) => threadId * TRACKS.length + TRACKS.indexOf(track);
  const on = (track: Track, slices: readonly Slice[]) =>
    nested(slices).map((slice) => ({ ...complete(slice, track), pid, tid: tidOf(track) }));
  const instants = own(process.marks).map((mark) => ({
    name: mark.detail === undefined ? mark.name : `${mark.name} ${mark.detail}`,
    cat: 'marks',
    ph: 'i',
    s: 't',
    ts: (mark.atNs + shiftNs) / NS_PER_US,
    pid,
    tid: tidOf('marks'),
  }));
  const queued = own(process.queued).map(({ atNs, requests }) => ({
    name: `${requests} requests had waited`,
    cat: 'requests',
    ph: 'i',
    s: 't',
    ts: (atNs + shiftNs) / NS_PER_US,
    pid,
    tid: tidOf('requests'),
    args: { requests },
  }));
  const slices = [
    ...on(
      'stalls',
      loop.stalls.map(({ label, ...span }) => ({ name: label, startNs: span.startNs, endNs: span.endNs })),
    ),
    ...loop.stalls.flatMap(({ samples }) => on('stacks (stalled time only)', flame(samples))),
    ...on(
      'calls',
      own(process.calls).map((call) => ({ name: call.api, ...timed(call), args: sizeOf(call.size) })),
    ),
    ...on(
      'garbage collection',
      own(process.gcs).map((gc) => ({ name: `${gc.kind} collection`, ...timed(gc) })),
    ),
    ...on('requests', loop.stalls.flatMap(triggersOf(shiftNs))),
  ];
  const lag = own(process.health).map((health) => ({
    name: `worst delay of the pulse, thread ${threadId}`,
    ph: 'C',
    ts: (health.atNs + shiftNs) / NS_PER_US,
    pid,
    tid: tidOf('stalls'),
    args: { ms: health.maxDelayNs / 1e6 },
  }));
  const events: ChromeEvent[] = [...slices, ...instants, ...queued, ...lag];
  return [...names(pid, threadId, name, new Set(events.map(({ tid }) => tid))), ...events];
}

function names(pid: number, threadId: number, name: string, used: ReadonlySet<unknown>): ChromeEvent[] {
  const meta = (kind: string, tid: number, args: object) => ({ name: kind, ph: 'M', ts: 0, pid, tid, args });
  const process = threadId === 0 ? [meta('process_name', 0, { name })] : [];
  const tracks = TRACKS.flatMap((track, index) => {
    const tid = threadId * TRACKS.length + index;
    const title = threadId === 0 ? track : `thread ${threadId}: ${track}`;
    if (!used.has(tid)) return [];
    return [meta('thread_name', tid, { name: title }), meta('thread_sort_index', tid, { sort_index: tid })];
  });
  return [...process, ...tracks];
}

function complete({ name, startNs, endNs, args }: Slice, cat: string): ChromeEvent {
  const ts = Math.round(startNs) / NS_PER_US;
  const dur = (Math.round(endNs) - Math.round(startNs)) / NS_PER_US;
  return { name, cat, ph: 'X', ts, dur, ...(args === undefined ? {} : { args }) };
}

function sizeOf(size: number | undefined): object {
  return size === undefined ? {} : { size };
}

/** Slices of one track lie in each other or apart: one that sticks out of another is cut at its end. */
function nested(slices: readonly Slice[]): Slice[] {
  const open: number[] = [];
  return slices
    .toSorted((a, b) => a.startNs - b.startNs || b.endNs - a.endNs)
    .flatMap((slice) => {
      while (open.length > 0 && (open.at(-1) ?? 0) <= slice.startNs) open.pop();
      const endNs = Math.min(slice.endNs, open.at(-1) ?? Number.POSITIVE_INFINITY);
      if (endNs <= slice.startNs) return [];
      open.push(endNs);
      return [{ ...slice, endNs }];
    });
}

/** What the loop served, as far as looks told; a look without one goes on with the one before. */
function triggersOf(shiftNs: number): (stall: ExportLoop['stalls'][number]) => Slice[] {
  return ({ raw, startNs, endNs }) => {
    const slices: { name: string; startNs: number; endNs: number }[] = [];
    for (const { trigger, atNs, weightNs } of raw.samples) {
      if (trigger === undefined) continue;
      const last = slices.at(-1);
      const name = `${trigger.type}: ${trigger.label}`;
      if (last?.name === name) continue;
      const from = Math.max(startNs, atNs - weightNs + shiftNs);
      if (last !== undefined) last.endNs = from;
      slices.push({ name, startNs: from, endNs });
    }
    return slices;
  };
}

/** Stacks as slices in each other: what neighbours have in common is one slice. */
function flame(samples: readonly ExportSample[]): Slice[] {
  const slices: Slice[] = [];
  let open: { frame: ExportFrame; startNs: number }[] = [];
  const closeTo = (depth: number, atNs: number) => {
    for (const { frame, startNs } of open.slice(depth))
      slices.push({
        name: titleOf(frame),
        startNs,
        endNs: atNs,
        args: { file: frame.file, line: frame.line, column: frame.column },
      });
    open = open.slice(0, depth);
  };
  for (const { frames, startNs } of samples) {
    const outermost = frames.toReversed();
    const differs = outermost.findIndex((frame, index) => !isSame(open[index]?.frame, frame));
    const common = differs === -1 ? outermost.length : differs;
    closeTo(common, startNs);
    for (const frame of outermost.slice(common)) open.push({ frame, startNs });
  }
  closeTo(0, samples.at(-1)?.endNs ?? 0);
  return slices;
}

function isSame(a: ExportFrame | undefined, b: ExportFrame): boolean {
  return a !== undefined && a.name === b.name && a.file === b.file && a.line === b.line;
}
