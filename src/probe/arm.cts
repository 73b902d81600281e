/** Opens the eyes of the main thread, one after the other, and starts the monitor beside it. */
import fs = require('node:fs');
import os = require('node:os');
import path = require('node:path');
import v8 = require('node:v8');
import workers = require('node:worker_threads');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { Message, MonitorData, WorkerData } from './messages.cjs';

import layout = require('./shared.cjs');
import pools = require('./pool.cjs');
import rings = require('./ring.cjs');
import routes = require('./routes.cjs');
import farewell = require('./farewell.cjs');
import heritage = require('./heritage.cjs');
import behaviours = require('./behaviour.cjs');

/** How long the target's start may wait for the monitor; it takes some 30 ms. */
const ARM_TIMEOUT_MS = 3000;
/** How long the exit may wait for the last lines to be written: some 8 ms, but a starved machine takes its time. */
const LEAVE_TIMEOUT_MS = 1000;

/** Where the workers of this process find what they need. */
const ENVIRONMENT_KEY = 'loopcheck';

const { WORD, CELL, NO_EXIT_CODE } = layout;
const { wait, notify } = Atomics;

type SharedMemory = ReturnType<typeof layout.shared>;
/** What a program hears of its own stalls, when its loop has turned again. */
type StallNotice = Parameters<
  NonNullable<Parameters<typeof import('./stall-recorder.cjs').makeRecorder>[0]['onStall']>
>[0];
type OnStall = (stall: StallNotice) => void;

/** A probe that is armed. */
interface Armed {
  /** Writes what is open, and looks no more. */
  readonly stop: () => void;
  /** Resolves when all stalls that the loop has told of were told to `onStall`; false: there is no monitor to tell. */
  readonly settle: () => Promise<boolean>;
}

type Tell = (message: Message) => unknown;
type Alone = ReturnType<typeof import('./alone.cjs').keepBooks>;
type Behaviour = ReturnType<typeof behaviours.watchBehaviour>;

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
  return () => {
    const max = histogram.max / 1e6;
    histogram.reset();
    return max;
  };
}

function startMonitor(data: MonitorData): workers.Worker {
  const monitor = new workers.Worker(path.join(__dirname, 'monitor.cjs'), {
    workerData: data,
    transferList: [data.port],
    // Nothing of the target's: above all not the preload.
    env: {},
    execArgv: [],
    trackUnmanagedFds: false,
    name: 'loopcheck',
  });
  // A monitor that dies is a shut eye, not the target's trouble.
  monitor.on('error', () => {});
  monitor.unref();
  return monitor;
}

/** A port to the monitor's new thread; where none may be started this thread keeps the books alone. */
function connect(
  config: ProbeConfig,
  memory: SharedMemory,
  pool: SharedArrayBuffer,
  nowMs: () => number,
  onStall: OnStall | null,
): { readonly tell: Tell; readonly alone: Alone | null; readonly settle: Armed['settle'] } {
  const startedMs = nowMs();
  const { port1, port2 } = new workers.MessageChannel();
  const script = process.argv[1] === undefined ? null : path.resolve(process.argv[1]);
  const { LOOPCHECK_HOSTNAME: hostname, LOOPCHECK_APP_VERSION: appVersion } = process.env;
  const title = script === null ? 'node' : path.basename(script);
  const header = { title, script, cores: os.availableParallelism(), hostname, appVersion };
  try {
    const tellsStalls = onStall !== null;
    startMonitor({ buffer: memory.buffer, pool, config, port: port2, header, startedMs, tellsStalls });
  } catch (error) {
    const why = `Node lets no thread be started: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
    const { keepBooks } = require('./alone.cjs') as typeof import('./alone.cjs');
    const alone = keepBooks({ config, header, startedMs }, memory, nowMs, why);
    return { tell: alone.tell, alone, settle: async () => false };
  }
  const settled: (() => void)[] = [];
  if (onStall !== null) {
    port1.on('message', (stall: StallNotice | null) => {
      if (stall === null) settled.shift()?.();
      else onStall(stall);
    });
  }
  port1.unref();
  const { postMessage } = port1;
  const tell: Tell = (message) => Reflect.apply(postMessage, port1, [message]);
  const settle = () =>
    new Promise<boolean>((resolve) => {
      settled.push(() => resolve(true));
      tell({ m: 'ping' });
    });
  return { tell, alone: null, settle };
}

/** The pulse, with the eyes that are read at its beat. */
function makePulse(
  memory: SharedMemory,
  nowMs: () => number,
  tell: Tell,
  behaviour: Behaviour,
  lookForDebugger: () => void,
  alone: Alone | null = null,
) {
  const pulses = require('./pulse.cjs') as typeof import('./pulse.cjs');
  const collections = require('./gc.cjs') as typeof import('./gc.cjs');
  const meters = require('./gc-meter.cjs') as typeof import('./gc-meter.cjs');
  const { cells } = memory;
  const followed = require('./requests.cjs') as typeof import('./requests.cjs');
  const clocks = require('./timers.cjs') as typeof import('./timers.cjs');
  const triggers = require('./trigger.cjs') as typeof import('./trigger.cjs');
  const memoryMaps = require('./memory-maps.cjs') as typeof import('./memory-maps.cjs');
  const requests = followed.followRequests(nowMs, cells);
  const timers = clocks.watchTimers();
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
      requests.afterStall(lateAtMs, (count) => tell({ m: 'queued', atMs: lateAtMs, requests: count }));
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
    lookForDebugger();
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

/** Sees to it that all is written, and the inspector let go, before the process is gone. */
function watchTheEnd(
  { words }: SharedMemory,
  pulse: ReturnType<typeof makePulse>['pulse'],
  behaviour: Behaviour,
  sayDry: () => void,
  leaveAlone: () => void,
): () => void {
  process.on('beforeExit', () => {
    pulse.runDry();
    words[WORD.RAN_DRY] = 1;
    sayDry();
  });
  const leave = (exitCode: number) => {
    if (words[WORD.EXITING] === 1) return;
    words[WORD.EXIT_CODE] = exitCode;
    behaviour.leave();
    pulse.leave();
    leaveAlone();
    words[WORD.EXITING] = 1;
    notify(words, WORD.EXITING);
    wait(words, WORD.GONE, 0, LEAVE_TIMEOUT_MS);
  };
  process.on('exit', leave);
  farewell.beforeOwnSignal(() => leave(NO_EXIT_CODE));
  return () => leave(NO_EXIT_CODE);
}

/** Only where the user asked for it: a listener changes what the signal does. */
function takeSnapshotSignal({ recorder }: ProbeConfig, { words }: SharedMemory): void {
  const signal = recorder?.snapshotSignal ?? null;
  if (signal === null) return;
  process.on(signal as NodeJS.Signals, () => {
    words[WORD.SNAPSHOT] = 1;
    notify(words, WORD.EXITING);
  });
}

/**
 * Arms the main thread. Returns when the monitor has proved that it sees it, or has had its time. `onStall` hears of each
 * stall when the loop has turned; not where no second thread may be started. `isLate`: the target's own code ran before.
 */
function arm(config: ProbeConfig, onStall: OnStall | null = null, isLate = false): Armed {
  const nowMs = layout.clockSince(BigInt(config.originNs));
  const memory = layout.shared();
  const pool = pools.makePool();
  const { tell, alone, settle } = connect(config, memory, pool, nowMs, onStall);
  const deep = loadDeep(config);
  workers.setEnvironmentData(ENVIRONMENT_KEY, { threadId: 0, pool, main: memory.buffer, config });

  // While the monitor's thread starts, the rest is made ready.
  const eyes = require('./inspector-eye.cjs') as typeof import('./inspector-eye.cjs');
  const sampler = require('./sampler.cjs') as typeof import('./sampler.cjs');
  const consoles = require('./console.cjs') as typeof import('./console.cjs');
  const behaviour = behaviours.watchBehaviour(memory, nowMs, tell, __dirname);
  const { pulse, context } = makePulse(memory, nowMs, tell, behaviour, consoles.unhookConsole(isLate), alone);
  Object.defineProperty(globalThis, eyes.HANDOVER, {
    value: sampler.makeSampler(memory, nowMs, context, __dirname),
    configurable: true,
    enumerable: false,
  });
  wrapAll(config, memory, nowMs, tell);
  deep?.goDeep({ memory, nowMs, tell, threadNumber: process.pid, ownFolder: __dirname });
  const sayDry = () => tell({ m: 'mark', name: 'loop-empty', atMs: nowMs() });
  const leave = watchTheEnd(memory, pulse, behaviour, sayDry, () => alone?.leave());
  takeSnapshotSignal(config, memory);

  if (alone === null) wait(memory.words, WORD.READY, 0, ARM_TIMEOUT_MS);
  Reflect.deleteProperty(globalThis, eyes.HANDOVER);
  pulse.start();
  alone?.begin();
  memory.words[WORD.READY] = 2;
  notify(memory.words, WORD.READY);
  return {
    stop() {
      leave();
      pulse.stop();
    },
    settle,
  };
}

/** The system's number of this thread; 0 where it has no /proc. */
function systemThreadId(): number {
  try {
    return Number(path.basename(fs.readlinkSync('/proc/thread-self')));
  } catch {
    return 0;
  }
}

/** Arms a worker thread, if its process is watched and there is a place for it. */
function armWorker(): void {
  const data = workers.getEnvironmentData(ENVIRONMENT_KEY) as unknown as WorkerData | undefined;
  if (data === undefined) return;
  const { pool, main, config } = data;
  heritage.hideAgain(process.env);
  const place = pools.claim(pool);
  if (place === -1) return;
  const nowMs = layout.clockSince(BigInt(config.originNs));
  const memory = layout.shared(pool, pools.blockAt(place));
  const tell: Tell = rings.ringWriter(pool, pools.ringAt(place));
  const { name: title, file } = heritage.ownBirth();
  const tid = systemThreadId();
  const { threadId } = workers;
  tell({ m: 'hello', threadId, tid, parentThreadId: data.threadId, title, file, atMs: nowMs() });
  workers.setEnvironmentData(ENVIRONMENT_KEY, { threadId, pool, main, config });
  notify(layout.shared(main).words, WORD.EXITING);
  const deep = loadDeep(config);

  const eyes = require('./inspector-eye.cjs') as typeof import('./inspector-eye.cjs');
  const sampler = require('./sampler.cjs') as typeof import('./sampler.cjs');
  const consoles = require('./console.cjs') as typeof import('./console.cjs');
  // Before the calls are timed: it needs the plain one.
  const rests = require('./rest.cjs') as typeof import('./rest.cjs');
  const behaviour = behaviours.watchBehaviour(memory, nowMs, tell, __dirname);
  const { pulse, context } = makePulse(memory, nowMs, tell, behaviour, consoles.unhookConsole(false));
  Object.defineProperty(globalThis, Symbol.for(eyes.WORKER_SAMPLER), {
    value: sampler.makeSampler(memory, nowMs, context, __dirname),
    enumerable: false,
  });
  wrapAll(config, memory, nowMs, tell);
  rests.letRest(pulse);
  deep?.goDeep({ memory, nowMs, tell, threadNumber: tid, ownFolder: __dirname });
  process.on('exit', () => {
    behaviour.leave();
    pulse.leave();
    pools.leave(pool, place);
  });
  pulse.start();
}

export = { arm, armWorker };
