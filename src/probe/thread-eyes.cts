/** The eyes that every watched thread has, the main one and workers alike: its pulse, and the wrappers of its calls. */
import v8 = require('node:v8');
import workers = require('node:worker_threads');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { Alone, Tell } from './connection.cjs';
import type { Pulse } from './pulse.cjs';
import type { Context } from './sampler.cjs';

import layout = require('./shared.cjs');
import routes = require('./routes.cjs');
import heritage = require('./heritage.cjs');
import undo = require('./undo.cjs');

const { CELL } = layout;

type SharedMemory = ReturnType<typeof layout.shared>;
type Behaviour = ReturnType<typeof import('./behaviour.cjs').watchBehaviour>;

/** `monitorEventLoopDelay` per iteration: 24.19 and later of 24, 26.5 and later. Older Nodes ignore the option. */
function samplesPerIteration(version: string): boolean {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  return major === 24 ? minor >= 19 : major === 26 ? minor >= 5 : major > 26;
}

function iterationMax(): () => number {
  if (!samplesPerIteration(process.version)) return () => -1;
  const perf = require('node:perf_hooks') as typeof import('node:perf_hooks');
  const histogram = perf.monitorEventLoopDelay({
    samplePerIteration: true,
  } as object);
  histogram.enable();
  undo.onUndo(() => histogram.disable());
  return () => {
    const max = histogram.max / 1e6;
    histogram.reset();
    return max;
  };
}

/** The pulse, with the eyes that are read at its beat. */
function makePulse(
  memory: SharedMemory,
  nowMs: () => number,
  tell: Tell,
  behaviour: Behaviour,
  lookAround: () => void,
  isLate: boolean,
  alone: Alone | null = null,
): { readonly pulse: Pulse; readonly context: Omit<Context, 'stop'> } {
  const pulses = require('./pulse.cjs') as typeof import('./pulse.cjs');
  const collections = require('./gc.cjs') as typeof import('./gc.cjs');
  const meters = require('./gc-meter.cjs') as typeof import('./gc-meter.cjs');
  const { cells } = memory;
  const followed = require('./requests.cjs') as typeof import('./requests.cjs');
  const clocks = require('./timers.cjs') as typeof import('./timers.cjs');
  const inboxes = require('./inbox.cjs') as typeof import('./inbox.cjs');
  const triggers = require('./trigger.cjs') as typeof import('./trigger.cjs');
  const memoryMaps = require('./memory-maps.cjs') as typeof import('./memory-maps.cjs');
  const requests = followed.followRequests(nowMs, cells);
  const timers = clocks.watchTimers();
  const inbox = inboxes.watchInbox(memory, nowMs);
  routes.watchRoutes();
  followed.tellListening(nowMs, (atMs, detail) =>
    tell({ m: 'mark', name: 'listen', atMs, detail, counts: layout.countsSoFar(memory) }),
  );
  const maps = memoryMaps.makeMapTeller(memoryMaps.keepInlineMaps(), tell, !workers.isMainThread);
  const afterBeat = (timer: unknown, lateAtMs: number | null) => {
    if (timer !== undefined) timers.tune(timer);
    requests.settle();
    maps.settle();
    behaviour.beat();
    gc.beat();
    if (lateAtMs !== null) {
      maps.afterStall();
      requests.afterStall(lateAtMs, (count) =>
        tell({ m: 'queued', atMs: lateAtMs, requests: count, messages: inbox.waited() }),
      );
      // After the line above, which may still tell of the stall before.
      inbox.afterStall();
    }
    alone?.beat();
  };
  const takeIterationMax = iterationMax();
  cells[CELL.ITERATION_MAX_MS] = -1;
  if (!samplesPerIteration(process.version)) {
    const reason = `Node ${process.version} has no delay sampling per iteration`;
    tell({ m: 'eye', eye: 'iteration-delay', reason });
  }
  const sometimes = () => {
    lookAround();
    behaviour.sometimes();
    cells[CELL.ITERATION_MAX_MS] = takeIterationMax();
    cells[CELL.HEAP_USED] = v8.getHeapStatistics().used_heap_size;
    requests.count();
    alone?.sum();
  };
  const gc = collections.watchGc(memory, nowMs, tell);
  const meter = meters.makeGcMeter(memory, nowMs);
  const pulse = pulses.makePulse({
    shared: memory,
    nowMs,
    tell,
    gc,
    endGcMeter: meter.end,
    afterBeat,
    passAgeMs: timers.passAgeMs,
    sometimes,
    isRunning: isLate,
  });
  const context = {
    atLook: () => {
      behaviour.looked();
      gc.look();
      meter.look();
    },
    trigger: () => triggers.currentTrigger(requests),
    overdue: timers.overdue,
    openRequests: requests.open,
    saw: maps.saw,
  };
  return { pulse, context };
}

/** Times the synchronous calls, and covers the target's children. */
function wrapAll(config: ProbeConfig, memory: SharedMemory, nowMs: () => number, tell: Tell): void {
  const calls = require('./calls.cjs') as typeof import('./calls.cjs');
  const table = require('./call-table.cjs') as typeof import('./call-table.cjs');
  const deadlines = require('./deadlines.cjs') as typeof import('./deadlines.cjs');
  const streams = require('./streams.cjs') as typeof import('./streams.cjs');
  heritage.passOn(config);
  deadlines.guardDeadlines(memory.words);
  const deps = { shared: memory, nowMs, tell, ownFolder: __dirname };
  const { names, wrap } = calls.wrapCalls(table.timedCalls(), deps);
  streams.wrapStreams(wrap);
  tell({ m: 'apis', names });
}

/** Deep mode, for a thread whose promises are to be followed; loaded early, with the target's globals as Node made them. */
function loadDeep({ mode }: ProbeConfig): typeof import('./deep/follow.cjs') | null {
  return mode === 'deep' ? (require('./deep/follow.cjs') as typeof import('./deep/follow.cjs')) : null;
}

export = { makePulse, wrapAll, loadDeep };
export type { Behaviour };
