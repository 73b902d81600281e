import type { FrameEvent, SourceMapEvent, TraceEvent } from '../trace/events.js';
import { parseLine } from '../trace/parse-line.js';

/** A stall that lasts. */
export interface OpenStall {
  readonly pid: number;
  readonly startNs: number;
  /** The last sign that the process lives; a killed one never closes its stall. */
  readonly seenNs: number;
  /** The lines on the stack at the last look that are neither Node's nor a package's, innermost first. */
  readonly places: readonly FrameEvent[];
  /** Maps of code in memory, by the `url` of its frames. */
  readonly maps: ReadonlyMap<string, SourceMapEvent>;
}

interface Process {
  readonly pid: number;
  readonly frames: Map<number, FrameEvent>;
  readonly stacks: Map<number, { readonly parent: number; readonly frame: number }>;
  readonly stalls: Map<number, OpenStall>;
  readonly maps: Map<string, SourceMapEvent>;
  /** The worst delay of the last second, by thread. */
  readonly lags: Map<number, { readonly atNs: number; readonly lagNs: number }>;
  worstNs: number;
  count: number;
}

/** A thread tells of its health every second, later every three; after this long without a word it is gone, or blocked. */
const FRESH_NS = 4.5e9;

/** Frames kept of a look: of a bundle the innermost may be a package's. */
const MOST_PLACES = 20;

/** What the live line never looks at, and would be long to read. */
const UNREAD = /^\{"type":"(?:source|call|gc|queued|armed|eye|thread|mark|lost)"/;

/** Keeps up with the loops of a run, from the lines of traces as they grow. */
export interface RunWatch {
  /** Takes the next lines of the file `name`. */
  readonly take: (name: string, lines: readonly string[]) => void;
  /** The stalls that last, longest first. */
  readonly open: () => readonly OpenStall[];
  /** Stalls so far, those that last included. */
  readonly count: () => number;
  /** The worst delay of the last second in any loop that is not blocked; null where none was told of lately. */
  readonly lagNs: (nowNs: number) => number | null;
  /** The worst delay so far, without what stalls that last may come to. */
  readonly worstNs: () => number;
}

/** A watch that has seen nothing yet. */
export function watchRun(): RunWatch {
  const current = new Map<string, Process>();
  const processes = new Map<string, Process>();
  return {
    take: (name, lines) => {
      for (const line of lines) {
        if (UNREAD.test(line)) continue;
        const parsed = parseLine(line);
        if (parsed.kind !== 'event') continue;
        const { event } = parsed;
        if (event.type === 'header' || event.type === 'of') current.set(name, processOf(processes, name, event.pid));
        else takeEvent(current.get(name), event);
      }
    },
    open: () =>
      [...processes.values()].flatMap((one) => [...one.stalls.values()]).sort((a, b) => a.startNs - b.startNs),
    count: () => [...processes.values()].reduce((sum, one) => sum + one.count, 0),
    lagNs: (nowNs) => {
      const fresh = [...processes.values()]
        .flatMap((one) => [...one.lags.values()])
        .filter(({ atNs }) => nowNs - atNs < FRESH_NS);
      return fresh.length === 0 ? null : Math.max(...fresh.map(({ lagNs }) => lagNs));
    },
    worstNs: () => Math.max(0, ...[...processes.values()].map((one) => one.worstNs)),
  };
}

function processOf(processes: Map<string, Process>, name: string, pid: number): Process {
  const key = `${name} ${pid}`;
  const known = processes.get(key);
  if (known !== undefined) return known;
  const maps = { frames: new Map(), stacks: new Map(), stalls: new Map(), lags: new Map(), maps: new Map() };
  const made: Process = { pid, ...maps, worstNs: 0, count: 0 };
  processes.set(key, made);
  return made;
}

function takeEvent(process: Process | undefined, event: TraceEvent): void {
  if (process === undefined) return;
  switch (event.type) {
    case 'frame':
      process.frames.set(event.id, event);
      break;
    case 'stack':
      for (const [id, parent, frame] of event.nodes) process.stacks.set(id, { parent, frame });
      break;
    case 'stall-open':
      process.count += 1;
      process.stalls.set(event.stall, {
        pid: process.pid,
        startNs: event.startNs,
        seenNs: event.atNs,
        places: [],
        maps: process.maps,
      });
      break;
    case 'sample':
      touch(process, event.stall, event.atNs, userFrames(process, event.stack));
      break;
    case 'stall-grow':
      touch(process, event.stall, event.atNs, userFrames(process, event.inCall?.stack ?? 0));
      break;
    case 'source-map':
      process.maps.set(event.url, event);
      break;
    case 'stall-close':
      process.stalls.delete(event.stall);
      process.worstNs = Math.max(process.worstNs, event.endNs - event.startNs);
      break;
    case 'health':
      process.lags.set(event.threadId ?? 0, { atNs: event.atNs, lagNs: event.maxDelayNs });
      process.worstNs = Math.max(process.worstNs, event.maxDelayNs);
      break;
    case 'end':
      // Of a process that is gone only the sums are kept: there may be hundreds.
      for (const map of [process.frames, process.stacks, process.stalls, process.lags, process.maps]) map.clear();
      break;
  }
}

function touch(process: Process, number: number, seenNs: number, places: readonly FrameEvent[]): void {
  const stall = process.stalls.get(number);
  if (stall !== undefined)
    process.stalls.set(number, { ...stall, seenNs, places: places.length > 0 ? places : stall.places });
}

/** The frames that are neither Node's nor a package's: near enough for a line that is gone in a second. */
function userFrames({ stacks, frames }: Process, stack: number): readonly FrameEvent[] {
  const found: FrameEvent[] = [];
  const seen = new Set<number>();
  for (let id = stack; id !== 0 && !seen.has(id) && found.length < MOST_PLACES; id = stacks.get(id)?.parent ?? 0) {
    seen.add(id);
    const frame = frames.get(stacks.get(id)?.frame ?? 0);
    if (frame !== undefined && isUsers(frame.url)) found.push(frame);
  }
  return found;
}

/** Whether code of that name is the user's own, as far as a glance tells. */
export function isUsers(url: string): boolean {
  return url !== '' && !url.startsWith('node:') && !/[\\/]node_modules[\\/]/.test(url);
}
