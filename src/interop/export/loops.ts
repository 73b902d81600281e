import { basename } from 'node:path';
import { fileOf, placeOf } from '../../trace/frame-place.js';
import type { ProcessTrace, RawStall, Trace } from '../../trace/trace.js';

/** Said by every format that has a place for it. */
export const ONLY_STALLS = 'Only stalled time was sampled: what ran while the loop was on time is not in it.';

/** A place in code as other tools show it; positions 1-based, 0 where there is none. */
export interface ExportFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A stretch of a stall with its stack. Times are ns since the run's origin. */
export interface ExportSample {
  readonly startNs: number;
  readonly endNs: number;
  /** Innermost first; empty where nobody looked. */
  readonly frames: readonly ExportFrame[];
}

export interface ExportStall {
  readonly startNs: number;
  readonly endNs: number;
  /** What the analysis says of it, in a few words. */
  readonly label: string;
  /** In the order of time, without overlap, from the stall's start to its end. */
  readonly samples: readonly ExportSample[];
  readonly raw: RawStall;
}

/** One loop of the run with its stalls in the order of time. */
export interface ExportLoop {
  readonly process: ProcessTrace;
  readonly threadId: number;
  /** `app.js (pid 100)`, `app.js (pid 100, thread 2)`. */
  readonly name: string;
  /** ns to add to the process's clock for the run's. */
  readonly shiftNs: number;
  readonly stalls: readonly ExportStall[];
}

/** What is known of a stall from elsewhere: `process` counts from 1 as in the trace, `startNs` is of the run's clock. */
export type LabelOf = (process: number, threadId: number, startNs: number) => string | null;

/** All loops of a trace, main threads first, those without a stall too. */
export function loopsOf(trace: Trace, labelOf: LabelOf): ExportLoop[] {
  return trace.processes.flatMap((process, index) => {
    const shiftNs = shiftOf(trace, process);
    const threads = new Set([0, ...process.threads.map(({ threadId }) => threadId)]);
    for (const { open } of process.stalls) threads.add(open.threadId ?? 0);
    const reader = frameReader(process);
    return [...threads].map((threadId): ExportLoop => {
      const stalls = process.stalls
        .filter(({ open }) => (open.threadId ?? 0) === threadId)
        .map((raw) => stallOf(process, raw, shiftNs, reader, (startNs) => labelOf(index + 1, threadId, startNs)))
        .sort((a, b) => a.startNs - b.startNs);
      return { process, threadId, name: nameOf(process, threadId), shiftNs, stalls };
    });
  });
}

function shiftOf(trace: Trace, { header }: ProcessTrace): number {
  const zero = trace.run?.launch.originNs ?? trace.processes[0]?.header.originNs ?? header.originNs;
  try {
    return Number(BigInt(header.originNs) - BigInt(zero));
  } catch {
    return 0;
  }
}

function nameOf({ header, threads }: ProcessTrace, threadId: number): string {
  const program = header.script === null ? header.title : basename(header.script);
  if (threadId === 0) return `${program} (pid ${header.pid})`;
  const own = threads.find((thread) => thread.threadId === threadId);
  const file = own?.title ?? (own?.file === undefined ? program : basename(fileOf(own.file)));
  return `${file} (pid ${header.pid}, thread ${threadId})`;
}

type ReadStack = (stack: number) => readonly ExportFrame[];

function frameReader(process: ProcessTrace): ReadStack {
  const known = new Map<number, readonly ExportFrame[]>();
  return (stack) => {
    const cached = known.get(stack);
    if (cached !== undefined) return cached;
    const frames: ExportFrame[] = [];
    const seen = new Set<number>();
    for (let id = stack; id !== 0 && !seen.has(id); ) {
      seen.add(id);
      const node = process.stacks.get(id);
      if (node === undefined) break;
      const frame = frameOf(process, node.frame);
      if (frame !== null) frames.push(frame);
      id = node.parent;
    }
    known.set(stack, frames);
    return frames;
  };
}

/** The author's position where it is known. Frames that wait at an `await` are not on the stack. */
function frameOf(process: ProcessTrace, id: number): ExportFrame | null {
  const event = process.frames.get(id);
  if (event === undefined || event.flags?.includes('a') === true) return null;
  const mapped = process.mapped.get(id);
  const { file, line, column } = mapped === undefined ? placeOf(event) : { ...mapped, file: fileOf(mapped.url) };
  return { name: mapped?.function ?? event.function, file, line, column };
}

function endOf(process: ProcessTrace, { open, samples, lastGrow, close }: RawStall): number {
  if (close !== null) return Math.max(close.startNs, close.endNs);
  const last = Math.max(open.atNs, samples.at(-1)?.atNs ?? 0, lastGrow?.atNs ?? 0);
  const next = process.stalls.filter(
    (other) => (other.open.threadId ?? 0) === (open.threadId ?? 0) && other.open.startNs > open.startNs,
  );
  return Math.max(open.startNs, Math.min(last, ...next.map((other) => other.open.startNs)));
}

function stallOf(
  process: ProcessTrace,
  raw: RawStall,
  shiftNs: number,
  readStack: ReadStack,
  labelOf: (startNs: number) => string | null,
): ExportStall {
  const startNs = raw.close?.startNs ?? raw.open.startNs;
  const endNs = endOf(process, raw);
  const shifted = ({ startNs: from, endNs: to, frames }: ExportSample) => ({
    startNs: from + shiftNs,
    endNs: to + shiftNs,
    frames,
  });
  return {
    startNs: startNs + shiftNs,
    endNs: endNs + shiftNs,
    label: labelOf(startNs + shiftNs) ?? 'stall',
    samples: covering(startNs, endNs, stretchesOf(process, raw, readStack)).map(shifted),
    raw,
  };
}

/** Timed calls tell exactly where the thread was; the looks fill what is between them. */
function stretchesOf(process: ProcessTrace, { open, samples }: RawStall, readStack: ReadStack): ExportSample[] {
  const calls = process.calls
    .filter((call) => (call.threadId ?? 0) === (open.threadId ?? 0) && call.stack !== 0)
    .map(({ api, startNs, durationNs, stack }) => ({
      startNs,
      endNs: startNs + durationNs,
      frames: [{ name: api, file: '', line: 0, column: 0 }, ...readStack(stack)],
    }));
  const looks = samples.map(({ atNs, weightNs, stack }) => ({
    startNs: atNs - weightNs,
    endNs: atNs,
    frames: readStack(stack),
  }));
  return [...calls, ...looks];
}

/** Lays stretches, those that count first, over a stall; what none covers has no frames. */
function covering(startNs: number, endNs: number, stretches: readonly ExportSample[]): ExportSample[] {
  let free = [{ startNs, endNs }];
  const laid: ExportSample[] = [];
  for (const { frames, ...span } of stretches) {
    if (span.endNs <= startNs || span.startNs >= endNs) continue;
    free = free.flatMap((gap) => {
      const from = Math.max(gap.startNs, span.startNs);
      const to = Math.min(gap.endNs, span.endNs);
      if (to <= from) return [gap];
      laid.push({ startNs: from, endNs: to, frames });
      const left = [
        { startNs: gap.startNs, endNs: from },
        { startNs: to, endNs: gap.endNs },
      ];
      return left.filter((one) => one.endNs > one.startNs);
    });
  }
  const unseen = free.filter((gap) => gap.endNs > gap.startNs).map((gap) => ({ ...gap, frames: [] }));
  return [...laid, ...unseen].sort((a, b) => a.startNs - b.startNs);
}

/** `spin (app.js:6)`, for formats that have one text for a frame. */
export function titleOf({ name, file, line }: ExportFrame): string {
  const shown = name === '' ? '(anonymous)' : name;
  if (file === '') return shown;
  return line > 0 ? `${shown} (${basename(file)}:${line})` : `${shown} (${basename(file)})`;
}

/** Stands for time that nobody looked at. */
export const UNSEEN: ExportFrame = { name: '(no stack seen)', file: '', line: 0, column: 0 };
