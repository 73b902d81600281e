import type { QueuedEvent, SampleEvent } from '../trace/stall-events.js';
import type { ProcessTrace, RawStall } from '../trace/trace.js';
import { locationOf } from './blame.js';
import type { Stall } from './diagnosis.js';
import type { Frame } from './frames.js';
import { roundMs } from './round.js';
import type { SourceBook } from './source/source-book.js';
import { timerPlace } from './source/timer-place.js';
import { isInModuleJob, isLoader, isMicrotaskBase, isTickBase } from './stack-shapes.js';
import { NS_PER_MS } from './thresholds.js';
import type { StallTimes } from './times.js';

/** What the loop was serving, before it is asked where that was set up. */
export interface Served {
  readonly type: string;
  readonly label: string;
}

/** What the loop was serving for most of the stall; null where nothing told. */
export function triggerOf(samples: readonly SampleEvent[]): Served | null {
  const times = new Map<string, { trigger: Served | null; ns: number }>();
  let current: Served | null = null;
  for (const sample of samples) {
    current = sample.trigger ?? current;
    const key = `${current?.type} ${current?.label}`;
    const time = times.get(key) ?? { trigger: current, ns: 0 };
    time.ns += sample.weightNs;
    times.set(key, time);
  }
  return [...times.values()].sort((a, b) => b.ns - a.ns)[0]?.trigger ?? null;
}

/**
 * A tick without a name of Node's own that hands on messages: those of another process that had come before anybody
 * listened.
 */
export function byMessage(trigger: Served | null, stack: readonly Frame[]): Served | null {
  const hands = stack.some(({ owner, file }) => owner === 'node' && file === 'node:internal/child_process');
  return trigger?.type === 'tick' && hands ? { type: 'message', label: 'a message from another process' } : trigger;
}

/**
 * What the loop was serving, by the stack alone, where Node keeps no note of it: while the program starts, and in what
 * comes after an `await` or stands in a `then`. Null where the stack does not tell.
 */
export function triggerByStack(stack: readonly Frame[], phase: Stall['phase']): Served | null {
  const own = stack.filter((frame) => frame.owner === 'app');
  const outermost = own.findLast((frame) => !frame.isAsync) ?? own.at(-1);
  if (outermost === undefined) return null;
  if (phase === 'startup' && (isInModuleJob(stack) || stack.some(isLoader))) {
    return { type: 'startup', label: 'the start of the program' };
  }
  if (!isMicrotaskBase(stack)) return null;
  if (isTickBase(stack)) return { type: 'tick', label: 'process.nextTick' };
  const name = outermost.name === '' ? '' : ` (${outermost.name})`;
  return { type: 'promise', label: `a promise's continuation${name}` };
}

const TIMERS = new Set(['timer', 'immediate']);

/** Adds where a timer was set: the outermost of the user's frames is what it was given. */
export function withPlace(served: Served | null, stack: readonly Frame[], sources: SourceBook): Stall['trigger'] {
  if (served === null) return null;
  const { type, label } = served;
  const callback = stack.findLast((frame) => frame.owner === 'app' && !frame.isAsync);
  const [setter = ''] = label.split(' ');
  const isTimer = TIMERS.has(type) && callback !== undefined;
  return { type, label, setAt: isTimer ? locationOf(timerPlace(sources, callback, setter)) : null };
}

function largest(samples: readonly SampleEvent[], count: (sample: SampleEvent) => number | undefined): number {
  return samples.reduce((most, sample) => Math.max(most, count(sample) ?? 0), 0);
}

/** How long timers waited on average, at least: as the last look at each count of them told. Null where it told none. */
function timersWaitMs(samples: readonly SampleEvent[], endNs: number): number | null {
  const waits = samples.flatMap(({ overdueTimers = 0, timersWaitNs, atNs }) =>
    overdueTimers === 0 || timersWaitNs === undefined ? [] : [timersWaitNs / overdueTimers + Math.max(0, endNs - atNs)],
  );
  return waits.length === 0 ? null : roundMs(Math.max(...waits) / NS_PER_MS);
}

/** Who waited for the stall to end: null where no look was taken. `queued`: what was read at its end. */
export function delayedBy(
  process: ProcessTrace,
  stall: RawStall,
  queued: readonly QueuedEvent[],
  times: StallTimes,
): Stall['delayed'] {
  // Looks from outside tell stacks alone.
  if (stall.open.outside === true) return { timers: null, requests: null };
  const waiting = queued.reduce((sum, event) => sum + event.requests, 0);
  const isSeen = stall.samples.length > 0 && process.armed !== null && stall.close?.ended === 'turn';
  const messages = isSeen || queued.length > 0 ? queued.reduce((sum, event) => sum + (event.messages ?? 0), 0) : null;
  if (stall.samples.length === 0) return { timers: null, requests: queued.length === 0 ? null : waiting, messages };
  const timers = largest(stall.samples, (sample) => sample.overdueTimers);
  const requests = largest(stall.samples, (sample) => sample.openRequests) + waiting;
  // A request waits for the whole of it, as far as is known.
  // Of a process that was attached to, timers that were set before are not counted.
  const isPart = process.header.attachedAfterMs !== undefined && timers === 0;
  const longestMs = requests > 0 ? null : timersWaitMs(stall.samples, times.endNs);
  return { timers: isPart ? null : timers, requests, messages, longestMs };
}
