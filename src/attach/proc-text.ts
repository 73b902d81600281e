/** What the files of Linux's `/proc` say. Pure functions of their text; see proc(5). */

/** Of `/proc/<pid>/status`. A process that is not there has none. */
export interface ProcessStatus {
  /** One letter: `R` runs, `S` sleeps, `T` is stopped, `Z` has ended. */
  readonly state: string;
  /** The process, where `pid` was one of its threads. */
  readonly threadGroup: number;
  /** Effective user and group. */
  readonly uid: number;
  readonly gid: number;
  /** What a signal does that the process neither catches nor ignores is up to the system: SIGUSR1 ends it. */
  readonly catches: (signal: number) => boolean;
  readonly ignores: (signal: number) => boolean;
}

/** A socket that is listened on. */
export interface ListeningSocket {
  /** As the system writes it, in hexadecimal: `0100007F` is 127.0.0.1. */
  readonly address: string;
  readonly port: number;
  /** Identifies the socket: among the files of its process it is `socket:[inode]`. */
  readonly inode: number;
}

const LISTEN = '0A';

/** Reads `/proc/<pid>/status`; null where it lacks what is needed. */
export function parseStatus(text: string): ProcessStatus | null {
  const fields = new Map(
    text.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  const state = fields.get('State')?.charAt(0);
  const threadGroup = Number(fields.get('Tgid'));
  const [uid, gid] = [fields.get('Uid'), fields.get('Gid')].map((ids) => Number(ids?.split(/\s+/)[1]));
  const [caught, ignored] = [fields.get('SigCgt'), fields.get('SigIgn')].map(parseMask);
  if (state === undefined || !Number.isInteger(threadGroup) || uid === undefined || gid === undefined) return null;
  if (Number.isNaN(uid) || Number.isNaN(gid) || caught == null || ignored == null) return null;
  const has = (mask: bigint) => (signal: number) => ((mask >> BigInt(signal - 1)) & 1n) === 1n;
  return { state, threadGroup, uid, gid, catches: has(caught), ignores: has(ignored) };
}

function parseMask(text: string | undefined): bigint | null {
  return text !== undefined && /^[0-9a-f]+$/i.test(text) ? BigInt(`0x${text}`) : null;
}

/** The listening sockets in `/proc/net/tcp` or `/proc/net/tcp6`. */
export function parseListening(text: string): ListeningSocket[] {
  return text.split('\n').flatMap((line) => {
    // sl, local_address, rem_address, st, tx:rx, tr:tm->when, retrnsmt, uid, timeout, inode
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const [address = '', port = ''] = local.split(':');
    return state === LISTEN ? [{ address, port: Number.parseInt(port, 16), inode: Number(inode) }] : [];
  });
}

/** The inode in what `/proc/<pid>/fd/<n>` leads to; null for anything but a socket. */
export function socketInode(link: string): number | null {
  const match = /^socket:\[(\d+)\]$/.exec(link);
  return match === null ? null : Number(match[1]);
}

/** The words of `/proc/<pid>/cmdline`. A process that has given itself a title has that for its only word. */
export function parseCommandLine(text: string): string[] {
  return text.replace(/\0+$/, '').split('\0');
}

/** When the process was started, in clock ticks since the machine was: tells it from a later one with its pid. */
export function parseStartTicks(stat: string): string | null {
  // The command's name, in brackets, may hold spaces; what follows it does not.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** CPU time and time in the run queue, ns, from `/proc/<pid>/task/<tid>/schedstat`; null where it says nothing. */
export function parseSchedule(text: string): { readonly cpuNs: number; readonly runQueueNs: number } | null {
  const [cpuNs = Number.NaN, runQueueNs = Number.NaN] = text.trim().split(' ').map(Number);
  return Number.isNaN(cpuNs) || Number.isNaN(runQueueNs) ? null : { cpuNs, runQueueNs };
}
