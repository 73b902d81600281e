import { basename, extname } from 'node:path';
import { isNode, scriptOf } from './node-command.js';
import { allPids, type Proc, procOf } from './proc.js';
import { type Candidate, refuse } from './refusal.js';

/** How the user says which process is meant. */
export type Wanted =
  | { readonly by: 'pid'; readonly pid: number }
  /** The one that listens on the port. */
  | { readonly by: 'port'; readonly port: number }
  /** The one whose script, or title, has that name. */
  | { readonly by: 'name'; readonly name: string };

type ProcessView = Pick<Proc, 'pid' | 'executable' | 'commandLine' | 'listening'>;

/** The pid of the process that is meant. Throws an `AttachError` where there is none, or more than one. */
export function chooseProcess(
  wanted: Wanted,
  processes: () => readonly ProcessView[] = () => allPids().map(procOf),
): number {
  if (wanted.by === 'pid') return wanted.pid;
  if (wanted.by === 'port') {
    const { port } = wanted;
    const holders = processes().filter((one) => one.listening().some((socket) => socket.isOwn && socket.port === port));
    if (holders.length === 0) throw refuse({ why: 'none-on-port', port });
    return only(holders, `port ${port}`);
  }
  const named = processes().filter((one) => one.pid !== process.pid && isNamed(one, wanted.name));
  if (named.length === 0) throw refuse({ why: 'none-named', name: wanted.name });
  return only(named, wanted.name);
}

function only(found: readonly ProcessView[], wanted: string): number {
  const [first, ...others] = found.map(candidate);
  if (first === undefined || others.length > 0) throw refuse({ why: 'many', wanted, candidates: found.map(candidate) });
  return first.pid;
}

function candidate(found: ProcessView): Candidate {
  return { pid: found.pid, title: found.commandLine().join(' ') };
}

/** By its script's path, the script's base name with or without its ending, or the title that it gave itself. */
function isNamed(found: ProcessView, name: string): boolean {
  if (!isNode(found.executable() ?? '')) return false;
  const words = found.commandLine();
  const script = scriptOf(words);
  if (script === null) return words.join(' ') === name;
  const base = basename(script);
  return [script, base, base.slice(0, base.length - extname(base).length)].includes(name);
}
