import { setTimeout as sleep } from 'node:timers/promises';
import { descendants, listProcesses, type ProcessEntry } from './process-table.js';

/** How long a target that `--duration` stops may take to put its things in order before it is killed. */
export const STOP_GRACE_MS = 2000;

/** How often it is looked whether stopped processes are gone. */
const LOOK_MS = 50;

/** What stopping a tree needs of the system; tests hand in their own. */
export interface TreeSystem {
  readonly list: () => Promise<readonly ProcessEntry[]>;
  /** Signal 0 only asks whether the process is there. Throws where it is not. */
  readonly kill: (pid: number, signal: NodeJS.Signals | 0) => void;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const realSystem: TreeSystem = { list: listProcesses, kill: process.kill, sleep };

/**
 * Sends a signal to a process and all its descendants, parents first (else a supervisor would restart its children),
 * and gives those it went to. The target shares our process group, or it would lose its terminal; so the members are
 * looked up by their parents instead of being signalled as a group.
 */
export async function signalTree(
  pid: number,
  signal: NodeJS.Signals,
  system: TreeSystem = realSystem,
): Promise<readonly ProcessEntry[]> {
  const family = await familyOf([{ pid, parentPid: 0, startedAt: null }], system);
  for (const member of family) tryKill(member.pid, signal, system);
  return family;
}

/** Asks a whole tree to end, and kills what is left of it after the grace. Resolves when none is left. */
export async function stopTree(pid: number, system: TreeSystem = realSystem): Promise<void> {
  let family = await signalTree(pid, 'SIGTERM', system);
  for (let waitedMs = 0; waitedMs < STOP_GRACE_MS; waitedMs += LOOK_MS) {
    await system.sleep(LOOK_MS);
    // Also what the members have started since: a parent that is gone no longer leads to it.
    family = await familyOf(family, system);
    if (family.length === 0) return;
  }
  for (const member of family) tryKill(member.pid, 'SIGKILL', system);
}

/** Those of `members` that still run, and their descendants now. Without a list of processes, the members alone. */
async function familyOf(members: readonly ProcessEntry[], system: TreeSystem): Promise<readonly ProcessEntry[]> {
  const entries = await system.list().catch(() => []);
  if (entries.length === 0) return members.filter((member) => tryKill(member.pid, 0, system));
  const startedAt = new Map(entries.map((entry) => [entry.pid, entry.startedAt]));
  const isSame = ({ pid, startedAt: known }: ProcessEntry) => known === null || startedAt.get(pid) === known;
  return descendants(
    entries,
    members.filter(isSame).map((member) => member.pid),
  );
}

/** False where the process is gone already. */
function tryKill(pid: number, signal: NodeJS.Signals | 0, system: TreeSystem): boolean {
  try {
    system.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
