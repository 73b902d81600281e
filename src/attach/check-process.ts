import { constants } from 'node:os';
import { inspectorOptions, isNode } from './node-command.js';
import type { Proc } from './proc.js';
import type { ProcessStatus } from './proc-text.js';
import { refuse } from './refusal.js';

/** The variable that the launcher hands the probe its configuration in. */
const PROBE_VARIABLE = 'LOOPCHECK_PROBE';

/** Addresses, as /proc writes them, that leave the inspector's own, 127.0.0.1, no room: itself, and all of them. */
const IN_THE_WAY: ReadonlySet<string> = new Set(['0100007F', '00000000', '0'.repeat(32)]);

/** What is needed to look at a process before anything is done to it. */
export interface CheckSystem {
  readonly platform: NodeJS.Platform;
  readonly self: Pick<Proc, 'pid' | 'namespace' | 'root'>;
  /** Throws the system's error where this process may not signal that one. */
  readonly probe: (pid: number) => void;
}

/** The process may be signalled, and will open its inspector at this port; 0: at any. */
export interface Checked {
  readonly status: ProcessStatus;
  readonly port: number;
}

/**
 * Makes sure, without touching it, that a process can be attached to, as far as the system tells. Throws an
 * `AttachError` where not. Above all: that SIGUSR1 will not end it.
 */
export function checkProcess(proc: Proc, { platform, self, probe }: CheckSystem): Checked {
  const { pid } = proc;
  checkPlatform(platform);
  if (pid === self.pid) throw refuse({ why: 'own', pid });
  const status = proc.status();
  // The number of a thread leads to its process, and a process that has ended may still have a number.
  if (status === null || status.threadGroup !== pid || status.state === 'Z') throw refuse({ why: 'no-process', pid });
  checkPermission(pid, probe);
  const executable = proc.executable();
  if (executable === null) throw refuse({ why: 'hidden', pid });
  if (!isNode(executable)) throw refuse({ why: 'not-node', pid, program: executable });
  const isElsewhere = (['pid', 'mnt'] as const).some((name) => proc.namespace(name) !== self.namespace(name));
  if (isElsewhere || proc.root() !== self.root()) throw refuse({ why: 'container', pid });
  if (status.state === 'T' || status.state === 't') throw refuse({ why: 'stopped', pid });
  if (status.ignores(constants.signals.SIGUSR1)) throw refuse({ why: 'ignored-signal', pid });
  if (!status.catches(constants.signals.SIGUSR1)) throw refuse({ why: 'deadly-signal', pid });
  if (proc.environment(PROBE_VARIABLE) !== null) throw refuse({ why: 'probed', pid });
  return { status, port: checkInspector(proc) };
}

/** What is seen beforehand is seen in `/proc`. Throws an `AttachError` where there is none. */
export function checkPlatform(platform: NodeJS.Platform): void {
  if (platform !== 'linux') throw refuse({ why: 'platform', platform });
}

function checkPermission(pid: number, probe: CheckSystem['probe']): void {
  try {
    probe(pid);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refuse({ why: code === 'EPERM' ? 'other-user' : 'no-process', pid });
  }
}

/** The port at which the inspector will open, if it can. */
function checkInspector(proc: Proc): number {
  const { pid } = proc;
  const words = [...(proc.environment('NODE_OPTIONS') ?? '').split(/\s+/), ...proc.commandLine()];
  const { isOpen, port } = inspectorOptions(words);
  const sockets = proc.listening().filter((socket) => socket.port === port);
  if (isOpen || sockets.some(({ isOwn }) => isOwn)) throw refuse({ why: 'inspector-open', pid, port });
  if (port !== 0 && sockets.some(({ address }) => IN_THE_WAY.has(address)))
    throw refuse({ why: 'port-taken', pid, port });
  return port;
}
