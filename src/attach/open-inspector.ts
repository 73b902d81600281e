import { setTimeout as sleep } from 'node:timers/promises';
import { connect, debuggerAt, type InspectorClient } from './inspector.js';
import type { Proc } from './proc.js';
import { refuse } from './refusal.js';

/** How long a process may take to open its inspector: a call into the system that lasts delays it until it comes back. */
const OPENED_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 10;

/** What is needed of the system; tests hand in their own. */
export interface OpeningSystem {
  readonly signal: (pid: number, signal: NodeJS.Signals) => void;
  readonly debuggerAt: typeof debuggerAt;
  readonly connect: typeof connect;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const realSystem: OpeningSystem = { signal: process.kill, debuggerAt, connect, sleep };

/** An inspector that this process has had opened. */
export interface OpenedInspector {
  readonly client: InspectorClient;
  readonly port: number;
}

/** Addresses as /proc writes them, by which the inspector can be reached from here. */
const HOSTS: Readonly<Record<string, string>> = {
  '0100007F': '127.0.0.1',
  '00000000': '127.0.0.1',
  '00000000000000000000000001000000': '[::1]',
  '00000000000000000000000000000000': '[::1]',
};

/**
 * Has the process open its inspector (SIGUSR1) and connects to it. Where it listens is seen by the sockets that it has
 * gained, not assumed. Throws an `AttachError` where nothing comes of it.
 */
export async function openInspector(
  proc: Pick<Proc, 'pid' | 'listening' | 'status'>,
  system: OpeningSystem = realSystem,
): Promise<OpenedInspector> {
  const { pid } = proc;
  const before = new Set(ownSockets(proc).map(({ inode }) => inode));
  system.signal(pid, 'SIGUSR1');
  for (let waitedMs = 0; waitedMs < OPENED_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
    await system.sleep(LOOK_EVERY_MS);
    const gained = ownSockets(proc).filter(({ inode }) => !before.has(inode));
    for (const { address, port } of gained) {
      const found = await system.debuggerAt(HOSTS[address] ?? '127.0.0.1', port);
      if (found !== null) return { client: await system.connect(found), port };
    }
    if (proc.status() === null) throw refuse({ why: 'gone', pid });
  }
  throw refuse({ why: 'no-inspector', pid, waitedMs: OPENED_WITHIN_MS });
}

function ownSockets(proc: Pick<Proc, 'listening'>) {
  return proc.listening().filter(({ isOwn }) => isOwn);
}
