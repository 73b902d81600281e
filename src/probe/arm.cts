/** Opens the eyes of the main thread, one after the other, with the monitor beside it. */
import workers = require('node:worker_threads');

import type { ProbeConfig } from '../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { OnStall } from './connection.cjs';
import type { Behaviour } from './thread-eyes.cjs';

import layout = require('./shared.cjs');
import pools = require('./pool.cjs');
import farewell = require('./farewell.cjs');
import heritage = require('./heritage.cjs');
import behaviours = require('./behaviour.cjs');
import connections = require('./connection.cjs');
import threadEyes = require('./thread-eyes.cjs');
import undo = require('./undo.cjs');

/** How long the target's start may wait for the monitor; it takes some 30 ms. */
const ARM_TIMEOUT_MS = 3000;
/**
 * How long the exit may wait for the last lines to be written: some 8 ms, but a starved machine takes its time. To give up
 * sooner would save nothing: Node itself then waits for the monitor to let the inspector go, and says so on stderr.
 */
const LEAVE_TIMEOUT_MS = 5000;

const { ENVIRONMENT_KEY } = heritage;
const { makePulse, wrapAll, loadDeep } = threadEyes;
const { WORD, CELL, NO_EXIT_CODE, WANTS_PAUSE, LEAVING, PASS_THROUGH } = layout;
const { wait, notify } = Atomics;
const { setImmediate: onCheck } = globalThis;

type SharedMemory = ReturnType<typeof layout.shared>;

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

/** Sees to it that all is written, and the inspector let go, before the process is gone. */
function watchTheEnd(
  { words }: SharedMemory,
  pulse: ReturnType<typeof makePulse>['pulse'],
  behaviour: Behaviour,
  sayDry: () => void,
  leaveAlone: (isDetached: boolean) => void,
  hearRest: () => void,
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
    hearRest();
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
  const { tell, alone, settle, hearRest, dismiss } = connections.connect(config, memory, pool, nowMs, onStall);
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
  const leave = watchTheEnd(memory, pulse, behaviour, sayDry, (isDetached) => alone?.leave(isDetached), hearRest);
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
        try {
          leave();
        } finally {
          // What the program's own `onStall` throws is the program's.
          pulse.stop();
          undo.undoAll();
          passThrough();
          onCheck(passThrough);
        }
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

export = { prepare, arm };
