import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { type SignalSource, takeSignals } from './signals.js';
import { ownsKeyboard } from './terminal.js';
import { signalTree, stopTree } from './tree.js';

/** What to start. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How the target ended. One of `exitCode` and `signal` is null. */
export interface Ending {
  readonly pid: number;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why loopcheck had it stopped, if it did. */
  readonly stoppedBy: 'duration' | 'interrupt' | 'load' | null;
  /** How long it took to end after it was first asked to, ms; left out where nobody asked. */
  readonly graceMs?: number;
}

/** What the caller wants and hears. */
export interface LaunchOptions {
  /** Stop the target after this long; null for never. */
  readonly durationMs: number | null;
  /** When this is aborted, what ran against the target is done, and the target is stopped as by a duration. */
  readonly loadDone?: AbortSignal;
  readonly onSpawned?: (pid: number) => void;
  /** Ctrl-C was pressed, and the target has it; from the keyboard, so has all that shares our terminal. */
  readonly onInterrupted?: (fromKeyboard: boolean) => void;
}

/** What launching needs of the system; tests hand in their own. */
export interface LaunchSystem {
  readonly spawn: (file: string, args: readonly string[], options: SpawnOptions) => ChildProcess;
  readonly signals: SignalSource;
  readonly fromKeyboard: () => boolean;
  readonly signalTree: (pid: number, signal: NodeJS.Signals) => Promise<unknown>;
  readonly stopTree: (pid: number) => Promise<void>;
}

const realSystem: LaunchSystem = {
  spawn,
  signals: process,
  fromKeyboard: () => ownsKeyboard([process.stdin, process.stdout, process.stderr]),
  signalTree,
  stopTree,
};

/**
 * Starts the command with our own stdin, stdout and stderr and waits for its end, however it comes. Rejects with the
 * system's error (`ENOENT`, `EACCES` …) where it could not be started.
 */
export async function launch(
  command: Command,
  options: LaunchOptions,
  system: LaunchSystem = realSystem,
): Promise<Ending> {
  let stoppedBy: Ending['stoppedBy'] = null;
  let askedAtMs: number | null = null;
  let isStopping = false;
  let stopping: Promise<unknown> = Promise.resolve();
  // Plain `spawn`: wrappers that tidy up after a parent's signals would end the target before it could answer them.
  const child = system.spawn(command.file, command.args, { cwd: command.cwd, env: command.env, stdio: 'inherit' });
  const release = takeSignals(system.signals, system.fromKeyboard, {
    relay: (signal) => child.kill(signal),
    interrupted: (fromKeyboard) => {
      stoppedBy ??= 'interrupt';
      askedAtMs ??= performance.now();
      options.onInterrupted?.(fromKeyboard);
    },
    kill: () => {
      if (child.pid !== undefined) stopping = system.signalTree(child.pid, 'SIGKILL');
    },
  });
  const stop = (by: 'duration' | 'load') => {
    if (isStopping || child.pid === undefined) return;
    isStopping = true;
    stoppedBy ??= by;
    askedAtMs ??= performance.now();
    stopping = system.stopTree(child.pid);
  };
  const timer = startTimer(options.durationMs, () => stop('duration'));
  // After Ctrl-C it is for the target to end in its own way; a load that Ctrl-C ended too changes nothing.
  const onLoadDone = () => stoppedBy === null && stop('load');
  options.loadDone?.addEventListener('abort', onLoadDone);
  try {
    const { pid, exitCode, signal } = await ending(child, options);
    const grace = askedAtMs === null ? {} : { graceMs: performance.now() - askedAtMs };
    await stopping;
    return { pid, exitCode, signal, stoppedBy, ...grace };
  } finally {
    clearTimeout(timer);
    options.loadDone?.removeEventListener('abort', onLoadDone);
    release();
  }
}

function startTimer(durationMs: number | null, action: () => void): NodeJS.Timeout | undefined {
  return durationMs === null ? undefined : setTimeout(action, durationMs);
}

function ending(child: ChildProcess, options: LaunchOptions): Promise<Omit<Ending, 'stoppedBy'>> {
  return new Promise((resolve, reject) => {
    // A later error is a signal that could not be sent; only before the start it means that there is no target.
    child.on('error', (error) => {
      if (child.pid === undefined) reject(error);
    });
    child.on('spawn', () => options.onSpawned?.(child.pid ?? 0));
    child.on('exit', (exitCode, signal) => resolve({ pid: child.pid ?? 0, exitCode, signal }));
  });
}
