import { type SpawnOptions, spawn } from 'node:child_process';
import { PROBE_VARIABLE } from './environment.js';
import { signalTree, stopTree } from './tree.js';

/** How the command that ran against the target ended. All is null where it ended well. */
export interface LoadEnding {
  /** Null for 0, and where a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The system's code for a command that could not be started. */
  readonly error: string | null;
}

/** A command that runs against the target. */
export interface Load {
  /** Never rejects. */
  readonly ended: Promise<LoadEnding>;
  /** Passes Ctrl-C on. */
  readonly interrupt: () => void;
  /** Stops it and what it started, as the target is stopped. Resolves when none of it is left. */
  readonly stop: () => Promise<void>;
}

/** What is needed of the place where the load runs. */
export interface LoadPlace {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Our own stderr for all that it prints, since stdout is the target's; and no stdin, which is the target's too.
 */
const STDIO: SpawnOptions['stdio'] = ['ignore', 2, 2];

/** Puts the port into a command where it says `$PORT` or `${PORT}`, also where the shell would not: in single quotes. */
export function withPort(command: string, port: number): string {
  return command.replaceAll(/\$PORT\b|\$\{PORT\}/g, String(port));
}

/** Runs a command line in the system's shell, with `PORT` set and without the probe. */
export function startLoad(command: string, port: number, { cwd, env }: LoadPlace): Load {
  const { [PROBE_VARIABLE]: _, ...own } = env;
  const child = spawn(withPort(command, port), {
    cwd,
    env: { ...own, PORT: String(port) },
    shell: true,
    stdio: STDIO,
  });
  const ended = new Promise<LoadEnding>((resolve) => {
    const failed = (error: NodeJS.ErrnoException) =>
      child.pid === undefined && resolve({ exitCode: null, signal: null, error: error.code ?? error.message });
    child.on('error', failed);
    child.on('exit', (code, signal) => resolve({ exitCode: code === 0 ? null : code, signal, error: null }));
  });
  const { pid } = child;
  return {
    ended,
    interrupt: () => pid !== undefined && void signalTree(pid, 'SIGINT'),
    stop: async () => {
      if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      await stopTree(pid);
    },
  };
}
