import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import {
  type ListeningSocket,
  type ProcessStatus,
  parseCommandLine,
  parseListening,
  parseSchedule,
  parseStartTicks,
  parseStatus,
  socketInode,
} from './proc-text.js';

/** What `/proc` tells of one process. Null and empty: it is gone, or another user's. */
export interface Proc {
  readonly pid: number;
  readonly status: () => ProcessStatus | null;
  readonly startTicks: () => string | null;
  /** The executable's path. */
  readonly executable: () => string | null;
  readonly commandLine: () => readonly string[];
  /** A variable of the environment that it was started with. */
  readonly environment: (name: string) => string | null;
  readonly cwd: () => string | null;
  /** The sockets of its network that are listened on, by itself (`isOwn`) or by others. */
  readonly listening: () => readonly (ListeningSocket & { readonly isOwn: boolean })[];
  /** Identifies a namespace (`pid`, `mnt`), or what the process takes for the root of all files. */
  readonly namespace: (name: 'pid' | 'mnt') => string | null;
  readonly root: () => string | null;
  readonly schedule: () => ReturnType<typeof parseSchedule>;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Looks at the process; `self` is this one. */
export function procOf(pid: number | 'self'): Proc {
  const folder = `/proc/${pid}`;
  const text = (name: string) => attempt(() => readFileSync(`${folder}/${name}`, 'utf8'));
  const link = (name: string) => attempt(() => readlinkSync(`${folder}/${name}`));
  const parsed = <T>(name: string, parse: (content: string) => T | null): T | null => {
    const content = text(name);
    return content === null ? null : parse(content);
  };
  return {
    pid: pid === 'self' ? process.pid : pid,
    status: () => parsed('status', parseStatus),
    startTicks: () => parsed('stat', parseStartTicks),
    executable: () => link('exe'),
    commandLine: () => parsed('cmdline', parseCommandLine) ?? [],
    environment: (name) => {
      const entry = text('environ')
        ?.split('\0')
        .find((one) => one.startsWith(`${name}=`));
      return entry?.slice(name.length + 1) ?? null;
    },
    cwd: () => link('cwd'),
    listening: () => {
      const own = socketsOf(folder);
      const all = ['net/tcp', 'net/tcp6'].flatMap((name) => parsed(name, parseListening) ?? []);
      return all.map((socket) => ({ ...socket, isOwn: own.has(socket.inode) }));
    },
    namespace: (name) => link(`ns/${name}`),
    root: () => link('root'),
    schedule: () => parsed(`task/${pid}/schedstat`, parseSchedule),
  };
}

function socketsOf(folder: string): ReadonlySet<number> {
  const files = attempt(() => readdirSync(`${folder}/fd`)) ?? [];
  return new Set(files.flatMap((file) => socketInode(attempt(() => readlinkSync(`${folder}/fd/${file}`)) ?? '') ?? []));
}

/** The pids of all processes. */
export function allPids(): readonly number[] {
  return (attempt(() => readdirSync('/proc')) ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
}
