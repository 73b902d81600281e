/** Notices when the program has nothing to do, and what keeps it alive all the same. */
import perf = require('node:perf_hooks');
import workers = require('node:worker_threads');
import layout = require('./shared.cjs');
import timers = require('./timers.cjs');
import undo = require('./undo.cjs');

import type { Message } from './messages.cjs';

const { WORD } = layout;
const { apply } = Reflect;

/** Shorter pauses are told by nobody. */
const QUIET_MS = 500;
/** Of the time between two beats, more than this was spent on something. */
const BUSY_MS = 15;
/** The echo of a look is over by then. */
const AFTER_LOOK_MS = 250;
/** Pauses told at most. */
const MAX_TOLD = 300;
/** Whoever serves is meant to wait. */
const SERVING = new Set(['TCPServerWrap', 'PipeServerWrap', 'TLSServerWrap']);

/** File descriptors of stdout and stderr. */
const OUTPUT = new Set([1, 2]);

/** Node's own: a stream that is open. */
interface HandleLike {
  readonly fd?: number | null;
  readonly bytesRead?: number;
  readonly bytesWritten?: number;
  readonly _handle?: { readonly fd?: number; readonly constructor?: { readonly name?: string } } | null;
}

interface Leftovers {
  /** At each beat. */
  beat(): void;
  /** The process leaves. */
  leave(): void;
}

/** Counts the workers that this thread has ended: a pool that is closed goes without a sound. */
function endedWorkers(): () => number {
  const prototype = workers.Worker.prototype as unknown as {
    terminate: (this: unknown, ...args: unknown[]) => unknown;
  };
  const { terminate } = prototype;
  let count = 0;
  const { wrapper } = {
    wrapper(this: unknown, ...args: unknown[]): unknown {
      count += 1;
      return apply(terminate, this, args);
    },
  };
  for (const key of ['name', 'length'] as const) {
    Object.defineProperty(wrapper, key, { value: terminate[key], configurable: true });
  }
  undo.putValue(prototype, 'terminate', wrapper);
  return () => count;
}

/** `total` counts what the program has started, `looks` when the monitor last looked at the thread. */
function watchLeftovers(
  words: Int32Array,
  total: () => number,
  looks: { readonly lastMs: number },
  nowMs: () => number,
  tell: (message: Message) => void,
): Leftovers {
  const timing = perf.performance.nodeTiming as typeof perf.performance.nodeTiming & {
    readonly uvMetricsInfo: { readonly events: number; readonly loopCount: number };
  };
  const { getActiveResourcesInfo } = process as { getActiveResourcesInfo?: () => string[] };
  let lastMs = nowMs();
  let lastIdleMs = timing.idleTime;
  const { cpuUsage } = process;
  const ended = endedWorkers();
  const cpuTimeMs = () => {
    const { user, system } = apply(cpuUsage, process, []) as NodeJS.CpuUsage;
    return (user + system) / 1000;
  };
  let lastCpuMs = cpuTimeMs();
  let lastEvents = -1;
  let lastCalls = -1;
  let lastTotal = -1;
  let sinceMs = lastMs;
  let told: readonly (readonly [string, number])[] | null = null;
  let toldTraffic = 0;
  let intervals = 0;
  let lastLoopCount = timing.uvMetricsInfo.loopCount;
  let turns = 0;
  let count = 0;
  let serving = false;

  function tellQuiet(over: boolean, now: number): void {
    if (told === null) return;
    const ns = (ms: number) => Math.round(ms * 1e6);
    const event = {
      type: 'quiet',
      sinceNs: ns(sinceMs),
      atNs: ns(now),
      resources: told,
      intervals,
      turns,
      over,
    } as const;
    tell({ m: 'seen', event });
  }

  /** A beat is a turn of the loop, and so is each pass in which the program's own timers fire. */
  function countTurns(): void {
    const { loopCount } = timing.uvMetricsInfo;
    turns += Math.max(0, loopCount - lastLoopCount - 1);
    lastLoopCount = loopCount;
  }

  /** Whether something has happened since the last call. */
  function stirred(now: number): boolean {
    const calls = words[WORD.CALL_SEQ] as number;
    const started = total() + ended();
    // Mostly that says it, and it costs nothing. The other figures then stand for two beats at the next.
    if (calls !== lastCalls || started !== lastTotal) {
      lastCalls = calls;
      lastTotal = started;
      return true;
    }
    const idleMs = timing.idleTime;
    const cpuMs = cpuTimeMs();
    const { events } = timing.uvMetricsInfo;
    // A machine that is short of cores makes a thread look busy: it must have computed, too.
    const busyMs = Math.min(now - lastMs - (idleMs - lastIdleMs), cpuMs - lastCpuMs);
    // A look wakes the loop, too, and again a little later: in a pause only traffic tells of somebody else.
    const woken = events !== lastEvents && now - looks.lastMs > AFTER_LOOK_MS;
    const heard = woken && (told === null || traffic() !== toldTraffic);
    lastCpuMs = cpuMs;
    lastMs = now;
    lastIdleMs = idleMs;
    lastEvents = events;
    return heard || busyMs > BUSY_MS;
  }

  /** Bytes that went through all that is open, and how much that is. */
  function traffic(): number {
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => readonly HandleLike[] };
    if (handles === undefined) return 0;
    const open = apply(handles, process, []) as readonly HandleLike[];
    return open.reduce((sum, { bytesRead = 0, bytesWritten = 0 }) => sum + bytesRead + bytesWritten, open.length);
  }

  /** The standard output streams stand among the resources once they were used, and keep nothing alive. */
  function ofOutput(): string[] {
    const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles?: () => readonly HandleLike[] };
    if (handles === undefined) return [];
    return (apply(handles, process, []) as readonly HandleLike[]).flatMap(({ fd, _handle }) =>
      OUTPUT.has(fd ?? _handle?.fd ?? -1) ? [`${_handle?.constructor?.name ?? ''}Wrap`] : [],
    );
  }

  function resources(): [string, number][] {
    const counts = new Map<string, number>();
    if (getActiveResourcesInfo !== undefined) {
      for (const type of apply(getActiveResourcesInfo, process, []) as string[])
        counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    for (const type of ofOutput()) counts.set(type, (counts.get(type) ?? 1) - 1);
    return [...counts].filter(([type, count]) => count > 0 && type !== 'Immediate');
  }

  function look(now: number): void {
    countTurns();
    if (stirred(now)) {
      tellQuiet(true, now);
      told = null;
      turns = 0;
      sinceMs = now;
    } else if (told === null && now - sinceMs >= QUIET_MS && count < MAX_TOLD) {
      count += 1;
      told = resources();
      toldTraffic = traffic();
      intervals = timers.keptIntervals();
      serving = told.some(([type]) => SERVING.has(type));
      if (serving) told = null;
      else tellQuiet(false, now);
    }
  }

  return {
    beat() {
      if (!serving) look(nowMs());
    },
    leave() {
      if (serving) return;
      const now = nowMs();
      countTurns();
      const moved = stirred(now);
      tellQuiet(moved, now);
    },
  };
}

export = { watchLeftovers };
