import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { procOf } from '../../src/attach/proc.js';
import { program } from './program.js';

/** A program that runs by itself, to be attached to. */
export interface Target {
  readonly pid: number;
  readonly cwd: string;
  /** Resolves when it has printed the text on stdout. */
  readonly said: (text: string) => Promise<void>;
  /** All that it has printed on stderr. */
  readonly stderr: () => string;
  readonly child: ChildProcess;
  /** The ports that it listens on now. */
  readonly ports: () => readonly number[];
}

/** Starts `file` of a program of these files with that Node. It is killed with the test, should it still be there. */
export async function target(
  files: Readonly<Record<string, string>>,
  file: string,
  { node = process.execPath, args = [] as readonly string[], env = {} as NodeJS.ProcessEnv } = {},
): Promise<Target> {
  const cwd = await program(files);
  const own = Object.entries(process.env).filter(([name]) => !/^(NODE_|VITEST|TEST$|LOOPCHECK_)/.test(name));
  const child = spawn(node, [...args, file], { cwd, env: { ...Object.fromEntries(own), ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  const pid = child.pid ?? 0;
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => out.includes(text) && resolve();
      look();
      child.stdout.on('data', look);
      child.on('exit', () => reject(new Error(`It ended without saying "${text}":\n${out}${err}`)));
    });
  const ports = () =>
    procOf(pid)
      .listening()
      .filter(({ isOwn }) => isOwn)
      .map(({ port }) => port);
  return { pid, cwd, said, stderr: () => err, child, ports };
}

/** Names of the process's threads. */
export function threadCount(pid: number): number {
  const match = /^Threads:\s+(\d+)/m.exec(readFileSync(join('/proc', String(pid), 'status'), 'utf8'));
  return Number(match?.[1]);
}
