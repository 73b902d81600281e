import { join } from 'node:path';
import { execa } from 'execa';
import { onTestFinished } from 'vitest';
import { signalTree } from '../../src/launch/tree.js';

/** The command as it is installed. */
export const BIN = join(import.meta.dirname, '../../bin/loopcheck.js');

/** Where one end-to-end test runs. */
export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
}

/** A run that ended. */
export interface Ended {
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that goes on. */
export interface Running {
  readonly pid: number;
  /** Resolves when the text has come out on stdout or stderr; rejects when the run ends without it. */
  readonly said: (text: string) => Promise<void>;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
}

/** Starts the built command with `args`. It is killed with the test, should it still be there. */
export function start(args: readonly string[], { cwd, env = {}, input = '' }: Place): Running {
  const child = execa(process.execPath, [BIN, ...args], {
    cwd,
    env: { NO_COLOR: '1', ...env },
    input,
    reject: false,
    stripFinalNewline: false,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += String(data)));
  onTestFinished(async () => {
    if (child.pid !== undefined && child.exitCode === null) await signalTree(child.pid, 'SIGKILL');
  });
  const said = (wanted: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => text.includes(wanted) && resolve();
      look();
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
      void child.then(() => reject(new Error(`It ended without saying "${wanted}":\n${text}`)));
    });
  return { pid: child.pid ?? 0, said, kill: (signal) => child.kill(signal), ended: child };
}

/** Runs the built command to its end. */
export function loopcheck(args: readonly string[], place: Place): Promise<Ended> {
  return start(args, place).ended;
}
