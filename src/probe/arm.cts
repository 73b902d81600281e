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
import undo = require('./undo.cjs');

/** How long the target's start may wait for the monitor; it takes some 30 ms. */
const ARM_TIMEOUT_MS = 3000;
/**
 * How long the exit may wait for the last lines to be written: some 8 ms, but a starved machine takes its time. To give up
 * sooner would save nothing: Node itself then waits for the monitor to let the inspector go, and says so on stderr.
 */
const LEAVE_TIMEOUT_MS = 5000;

/** Where the workers of this process find what they need. */
const ENVIRONMENT_KEY = 'loopcheck';

const { WORD, CELL, NO_EXIT_CODE, WANTS_PAUSE, LEAVING, PASS_THROUGH } = layout;
const { wait, notify } = Atomics;
const { setImmediate: onCheck } = globalThis;

type SharedMemory = ReturnType<typeof layout.shared>;
/** What a program hears of its own stalls, when its loop has turned again. */
type StallNotice = Parameters<
  NonNullable<Parameters<typeof import('./stall-recorder.cjs').makeRecorder>[0]['onStall']>
>[0];
type OnStall = (stall: StallNotice) => void;

/** A probe that is armed. */
interface Armed {
  /** Writes what is open, looks no more, and takes all out of the program that was put into it. */
  readonly stop: () => void;
  /** Resolves when all stalls that the loop has told of were told to `onStall`; false: there is no monitor to tell. */
  readonly settle: () => Promise<boolean>;
}

/** A probe whose monitor starts while nobody waits for it. */
interface Ready {
  /** The monitor has proved that it sees the thread, or has shut its eye. */
  readonly isReady: () => boolean;
  /** Blocks the thread until then, or for so long. */
  readonly wait: (timeoutMs: number) => void;
  /** Makes the pause in which the monitor looks, where it wants one: a ms or two, and this long at the most. */
  readonly pause: (timeoutMs: number) => void;
  /** Begins to watch, ready or not. To be called once. */
  readonly begin: () => Armed;
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
  undo.onUndo(() => histogram.disable());
  return () => {
    const max = histogram.max / 1e6;
    histogram.reset();
    return max;
  };
}

function startMonitor(data: MonitorData, words: Int32Array): workers.Worker {
  const monitor = new workers.Worker(path.join(__dirname, 'monitor.cjs'), {
    workerData: data,
    transferList: [data.port],
    // Nothing of the target's: above all not the preload.
    env: {},
    execArgv: [],
    trackUnmanagedFds: false,
    name: 'loopcheck',
  });
  // A monitor that dies is a shut eye, not the target's trouble: nor does its end wait for it then.
  monitor.on('error', () => {});
  monitor.on('exit', () => {
    words[WORD.GONE] = 1;
  });
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
): {
  readonly tell: Tell;
  readonly alone: Alone | null;
  readonly settle: Armed['settle'];
  readonly dismiss: () => void;
} {
  const startedMs = nowMs();
  const { port1, port2 } = new workers.MessageChannel();
  const script = process.argv[1] === undefined ? null : path.resolve(process.argv[1]);
  const { LOOPCHECK_HOSTNAME: hostname, LOOPCHECK_APP_VERSION: appVersion } = process.env;
  const title = script === null ? 'node' : path.basename(script);
  const header = { title, script, cores: os.availableParallelism(), hostname, appVersion };
  let monitor: workers.Worker;
  try {
    const tellsStalls = onStall !== null;
    const { words } = memory;
    const data = { buffer: memory.buffer, pool, config, port: port2, header, startedMs, tellsStalls };
    monitor = startMonitor(data, words);
  } catch (error) {
    // Nothing is in place yet, and what can be seen without a monitor is not worth a visit.
    if (config.attached !== undefined) throw error;
    const why = `Node lets no thread be started: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
    const { keepBooks } = require('./alone.cjs') as typeof import('./alone.cjs');
    const alone = keepBooks({ config, header, startedMs }, memory, nowMs, why);
    return { tell: alone.tell, alone, settle: async () => false, dismiss: () => port1.close() };
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
  const dismiss = () => {
    port1.close();
    // Not before the loop turns: a thread that ends while the main thread is blocked takes the process with it on some Nodes.
    onCheck(() => void monitor.terminate());
  };
  return { tell, alone: null, settle, dismiss };
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
) {
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

/** Sees to it that all is written, and the inspector let go, before the process is gone. */
function watchTheEnd(
  { words }: SharedMemory,
  pulse: ReturnType<typeof makePulse>['pulse'],
  behaviour: Behaviour,
  sayDry: () => void,
  leaveAlone: (isDetached: boolean) => void,
): () => void {
  undo.listen('beforeExit', () => {
    pulse.runDry();
    words[WORD.RAN_DRY] = 1;
    sayDry();
  });
  const leave = (exitCode: number, how: number = LEAVING.ENDED) => {
    if (words[WORD.EXITING] !== 0) return;
    words[WORD.EXIT_CODE] = exitCode;
    behaviour.leave();
    pulse.leave();
    leaveAlone(how === LEAVING.DETACHED);
    words[WORD.EXITING] = how;
    notify(words, WORD.EXITING);
    wait(words, WORD.GONE, 0, LEAVE_TIMEOUT_MS);
  };
  undo.listen('exit', (exitCode: number) => leave(exitCode));
  farewell.beforeOwnSignal(() => leave(NO_EXIT_CODE));
  return () => leave(NO_EXIT_CODE, LEAVING.DETACHED);
}

/** What workers need: not where metrics go, whose headers may hold secrets. */
function forWorkers({ recorder, ...config }: ProbeConfig): ProbeConfig {
  if (recorder === undefined) return config;
  const { metrics: _, ...rest } = recorder;
  return { ...config, recorder: rest };
}

/** Only where the user asked for it: a listener changes what the signal does. */
function takeSnapshotSignal({ recorder }: ProbeConfig, { words }: SharedMemory): void {
  const signal = recorder?.snapshotSignal ?? null;
  if (signal === null) return;
  undo.listen(signal, () => {
    words[WORD.SNAPSHOT] = 1;
    notify(words, WORD.EXITING);
  });
}

/**
 * Puts the probe into the main thread, which goes on at once; `begin` has to come after. `onStall` hears of each stall
 * when the loop has turned; not where no second thread may be started. `isLate`: the target's own code ran before.
 */
function prepare(config: ProbeConfig, onStall: OnStall | null, isLate: boolean): Ready {
  const nowMs = layout.clockSince(BigInt(config.originNs));
  const memory = layout.shared();
  const pool = pools.makePool();
  const { words, cells } = memory;
  const startedMs = nowMs();
  /** Has the time that the thread is kept count as the cost of putting the probe in. */
  const counted = (sinceMs: number) => {
    cells[CELL.SETUP_MS] = (cells[CELL.SETUP_MS] as number) + nowMs() - sinceMs;
  };
  const { tell, alone, settle, dismiss } = connect(config, memory, pool, nowMs, onStall);
  undo.onUndo(dismiss);
  const deep = loadDeep(config);
  workers.setEnvironmentData(ENVIRONMENT_KEY, { threadId: 0, pool, main: memory.buffer, config: forWorkers(config) });
  undo.onUndo(() => workers.setEnvironmentData(ENVIRONMENT_KEY, undefined as never));

  // While the monitor's thread starts, the rest is made ready.
  const eyes = require('./inspector-eye.cjs') as typeof import('./inspector-eye.cjs');
  const sampler = require('./sampler.cjs') as typeof import('./sampler.cjs');
  const consoles = require('./console.cjs') as typeof import('./console.cjs');
  const behaviour = behaviours.watchBehaviour(memory, nowMs, tell, __dirname);
  const isAttached = config.attached !== undefined;
  const lookForDebugger = consoles.unhookConsole(isLate);
  let stop = () => {};
  const sometimes = () => {
    lookForDebugger();
    if (words[WORD.LET_GO] === 1) onCheck(() => stop());
  };
  const { pulse, context } = makePulse(memory, nowMs, tell, behaviour, sometimes, isAttached, alone);
  Object.defineProperty(globalThis, eyes.HANDOVER, {
    value: sampler.makeSampler(memory, nowMs, { ...context, stop: () => stop() }, __dirname),
    configurable: true,
    enumerable: false,
  });
  undo.onUndo(() => Reflect.deleteProperty(globalThis, eyes.HANDOVER));
  wrapAll(config, memory, nowMs, tell);
  deep?.goDeep({ memory, nowMs, tell, threadNumber: process.pid, ownFolder: __dirname });
  const sayDry = () => tell({ m: 'mark', name: 'loop-empty', atMs: nowMs() });
  const leave = watchTheEnd(memory, pulse, behaviour, sayDry, (isDetached) => alone?.leave(isDetached));
  takeSnapshotSignal(config, memory);
  counted(startedMs);

  return {
    isReady: () => alone !== null || (words[WORD.READY] as number) > 0,
    pause(timeoutMs) {
      const sinceMs = nowMs();
      if (words[WORD.READY] !== WANTS_PAUSE) return;
      wait(words, WORD.READY, WANTS_PAUSE, timeoutMs);
      counted(sinceMs);
    },
    wait(timeoutMs) {
      const sinceMs = nowMs();
      if (alone === null) wait(words, WORD.READY, 0, timeoutMs);
      counted(sinceMs);
    },
    begin() {
      Reflect.deleteProperty(globalThis, eyes.HANDOVER);
      pulse.start();
      alone?.begin();
      words[WORD.READY] = 2;
      notify(words, WORD.READY);
      // Wrappers that are held or covered by others pass calls on; one that runs right now resets the word when it is done.
      const passThrough = () => {
        words[WORD.CALL] = PASS_THROUGH;
      };
      stop = () => {
        stop = () => {};
        leave();
        pulse.stop();
        undo.undoAll();
        passThrough();
        onCheck(passThrough);
      };
      return { stop: () => stop(), settle };
    },
  };
}

/** Arms the main thread. Returns when the monitor has proved that it sees it, or has had its time. See `prepare`. */
function arm(config: ProbeConfig, onStall: OnStall | null = null, isLate = false): Armed {
  const ready = prepare(config, onStall, isLate);
  ready.wait(ARM_TIMEOUT_MS);
  return ready.begin();
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
  const { pulse, context } = makePulse(memory, nowMs, tell, behaviour, consoles.unhookConsole(false), false);
  Object.defineProperty(globalThis, Symbol.for(eyes.WORKER_SAMPLER), {
    value: sampler.makeSampler(memory, nowMs, { ...context, stop() {} }, __dirname),
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

export = { prepare, arm, armWorker };
