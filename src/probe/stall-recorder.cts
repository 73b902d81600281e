/** Writes one stall: opened when it passes the threshold, growing while it lasts, closed when the loop has turned. */
import type { CallTotal, StallCloseEvent, StallGrowEvent } from '../trace/stall-events.js' with {
  'resolution-mode': 'import',
};
import type { Look, RawStack } from './messages.cjs';

import bookOfStacks = require('./stack-book.cjs');
import bookOfSources = require('./sources.cjs');
import summaries = require('./stall-summary.cjs');
import traceWriter = require('./trace-writer.cjs');

/** A sign of life this often, at first: what a SIGKILL may cost. */
const GROW_MS = 250;
/** And later at this part of the stall's length, so that an endless loop does not fill the disk. */
const GROW_PART = 1 / 50;
/** Bytes that a stall's looks may take; what comes after is summed up by stack. */
const MAX_LOOK_BYTES = 30 * 1024;
/** Bytes of source text that a stall may add. */
const MAX_SOURCE_BYTES = 22 * 1024;

type Writer = ReturnType<typeof traceWriter.makeWriter>;
type StackBook = ReturnType<typeof bookOfStacks.makeStackBook>;
type Summary = ReturnType<typeof summaries.makeSummary>;
type SourceBook = ReturnType<typeof bookOfSources.makeSourceBook>;

/** An answer that came this late was held back by native code. */
const HELD_BACK_MS = 5;

const ns = (ms: number) => Math.round(ms * 1e6);

interface Taken {
  readonly look: Look;
  readonly atMs: number;
  readonly waitMs: number;
  readonly weightMs: number;
}

/** What is known at the end and not before. */
interface Ending {
  readonly startMs: number;
  readonly endMs: number;
  readonly ended: 'turn' | 'exit';
  readonly cpuNs: number | null;
  readonly runQueueNs: number | null;
  /** Null where it is not known. */
  readonly idleMs: number | null;
  readonly gcMs: number | null;
  readonly monitorLateMs: number;
  readonly calls: readonly CallTotal[];
  readonly timedSpanMs: number;
}

interface Books {
  readonly writer: Writer;
  readonly stacks: StackBook;
  readonly sources: SourceBook;
  readonly apiName: (index: number) => string;
  /** Files in which callbacks are looked for first. */
  readonly mainFiles: readonly string[];
  /** Hears of each stall when it is over. */
  readonly onStall?: (stall: ReturnType<Summary['tell']>) => void;
  /** Whoever hears of stalls asks whether all are told. */
  readonly onPing?: () => void;
}

interface Recorder {
  /** A frame of a file, not only of Node's, was on the stack in one of the looks. */
  readonly sawCode: boolean;
  /** A look at the thread; kept in memory until the stall is open. */
  add(look: Look, atMs: number, waitMs: number): void;
  /** Opens the stall if it has lasted long enough, and gives its signs of life. */
  progress(nowMs: number, sign: () => Pick<StallGrowEvent, 'inCall' | 'gcNs'>): void;
  /** Closes the stall, having opened it if need be. */
  close(ending: Ending): void;
  /** Writes a stack's frames, and returns its number. */
  stackId(stack: RawStack): number;
}

interface RecorderOptions extends Books {
  /** 0 for the main thread. */
  readonly threadId: number;
  /** Counts the stalls of the process; asked only when it is one. */
  readonly nextStall: () => number;
  /** The earliest moment at which the stall can have begun, and the latest. */
  readonly sinceMs: number;
  readonly latestStartMs: number;
  readonly thresholdMs: number;
  /** The looks come from another process: they tell stacks alone. */
  readonly isOutside?: boolean;
}

function makeRecorder(options: RecorderOptions): Recorder {
  const { writer, stacks, sources, apiName, mainFiles, threadId, nextStall, sinceMs, latestStartMs, thresholdMs } =
    options;
  const summary = options.onStall === undefined ? null : summaries.makeSummary(threadId);
  let pending: Taken[] = [];
  let opened = false;
  let lastTrigger = '';
  let stall = 0;
  let sawCode = false;
  let lookBytes = 0;
  let sourceBytes = 0;
  let dropped = 0;
  let lastLookMs = sinceMs;
  let nextGrowMs = sinceMs + GROW_MS;
  const summed = new Map<
    number,
    {
      count: number;
      weightMs: number;
      waitMs: number;
      atMs: number;
      api: number;
    }
  >();

  function stackId(stack: RawStack): number {
    const { id, rows } = stacks.enter(stack);
    for (const row of rows) lookBytes += writer.add(row);
    for (const [url, line] of sources.want(stack)) takeSource(url, line);
    return id;
  }

  function takeSource(url: string, line: number): void {
    if (sourceBytes >= MAX_SOURCE_BYTES) return;
    const row = sources.take(url, line);
    if (row !== null) sourceBytes += writer.add(row);
  }

  /** Where the callback stands that had just been left, for a look that a native call held back. */
  function ranFrame({ ran }: Look, waitMs: number): { ran: number } | null {
    if (ran === undefined || waitMs < HELD_BACK_MS) return null;
    const place = bookOfSources.findText(ran.text, [...new Set([...mainFiles, ...ran.files])]);
    if (place === null) return null;
    const id = stackId([[ran.name, place.url, place.line, place.column, '', '']]);
    return { ran: stacks.frameOf(id) };
  }

  function triggerOf({ g: [type, label] }: Look): { trigger: { type: string; label: string } } | null {
    const key = `${type} ${label}`;
    if (type === '' || key === lastTrigger) return null;
    lastTrigger = key;
    return { trigger: { type, label } };
  }

  function write({ look, atMs, waitMs, weightMs }: Taken): void {
    if (lookBytes > MAX_LOOK_BYTES) {
      sumUp(look, atMs, waitMs, weightMs);
      return;
    }
    const stack = stackId(look.f);
    lookBytes += writer.add({
      type: 'sample',
      stall,
      atNs: ns(atMs),
      waitNs: ns(waitMs),
      stack,
      weightNs: ns(weightMs),
      ...(look.c === 0 ? {} : { api: apiName(look.c) }),
      ...(look.t === '' ? {} : { turned: look.t as 'm' | 'n' | 'mn' }),
      ...ranFrame(look, waitMs),
      ...triggerOf(look),
      ...(look.o[0] === 0 ? {} : { overdueTimers: look.o[0], timersWaitNs: ns(look.o[1]) }),
      ...(look.r === 0 ? {} : { openRequests: look.r }),
    });
  }

  /** Past the limit only stacks that the trace knows already are counted. */
  function sumUp(look: Look, atMs: number, waitMs: number, weightMs: number): void {
    const { id, rows } = stacks.enter(look.f);
    if (rows.length > 0) {
      // Numbers were given out for frames that are not in the trace: they must be.
      for (const row of rows) writer.add(row);
      dropped += 1;
    }
    const sum = summed.get(id) ?? {
      count: 0,
      weightMs: 0,
      waitMs: 0,
      atMs,
      api: look.c,
    };
    summed.set(id, {
      count: sum.count + 1,
      weightMs: sum.weightMs + weightMs,
      waitMs: sum.waitMs + waitMs,
      atMs,
      api: look.c,
    });
  }

  function open(nowMs: number): void {
    opened = true;
    stall = nextStall();
    writer.add({
      type: 'stall-open',
      stall,
      ...(threadId === 0 ? {} : { threadId }),
      startNs: ns(latestStartMs),
      atNs: ns(nowMs),
      ...(options.isOutside === true ? { outside: true } : {}),
    });
    // Where no look shows a frame of the target's own, the entry script still tells what was imported or awaited.
    for (const file of mainFiles) takeSource(file, 1);
    for (const taken of pending) write(taken);
    pending = [];
    nextGrowMs = nowMs + GROW_MS;
  }

  return {
    get sawCode() {
      return sawCode;
    },
    stackId,
    add(look, atMs, waitMs) {
      sawCode ||= look.f.some(([, url]) => url !== '' && !url.startsWith('node:'));
      // What went by before the first look belongs to the time before the stall.
      const first = lastLookMs === sinceMs;
      const taken = {
        look: first ? { ...look, t: '' } : look,
        atMs,
        waitMs,
        weightMs: Math.max(0, atMs - lastLookMs),
      };
      lastLookMs = atMs;
      summary?.add(look, taken.weightMs);
      if (opened) write(taken);
      else pending.push(taken);
    },
    progress(nowMs, sign) {
      if (!opened && nowMs - latestStartMs >= thresholdMs) open(nowMs);
      else if (!opened || nowMs < nextGrowMs) return;
      else nextGrowMs = nowMs + Math.max(GROW_MS, (nowMs - sinceMs) * GROW_PART);
      writer.add({ type: 'stall-grow', stall, atNs: ns(nowMs), ...sign() });
      writer.flush(ns(nowMs));
    },
    close(ending) {
      if (!opened) open(ending.endMs);
      for (const [stack, sum] of summed) {
        writer.add({
          type: 'sample',
          stall,
          atNs: ns(sum.atMs),
          waitNs: ns(sum.waitMs / sum.count),
          stack,
          weightNs: ns(sum.weightMs),
          count: sum.count,
          ...(sum.api === 0 ? {} : { api: apiName(sum.api) }),
        });
      }
      const event: StallCloseEvent = {
        type: 'stall-close',
        stall,
        startNs: ns(ending.startMs),
        endNs: ns(ending.endMs),
        ended: ending.ended,
        cpuNs: ending.cpuNs,
        runQueueNs: ending.runQueueNs,
        ...(ending.idleMs === null ? {} : { idleNs: ns(ending.idleMs) }),
        gcNs: ending.gcMs === null ? null : ns(ending.gcMs),
        monitorLateNs: ns(ending.monitorLateMs),
        calls: ending.calls,
        timedSpanNs: ns(ending.timedSpanMs),
        droppedSamples: dropped,
      };
      writer.add(event);
      writer.flush(ns(ending.endMs));
      if (summary !== null) options.onStall?.(summary.tell(event));
    },
  };
}

export = { makeRecorder, ns };
