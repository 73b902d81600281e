import { readdir, readFile } from 'node:fs/promises';

/** One process of the machine. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
  /** Tells it from a later one with the same pid, in the system's own words; null where nobody has looked. */
  readonly startedAt: string | null;
}

/** All processes that this one may see; empty where the system does not tell (Windows). */
export async function listProcesses(platform: NodeJS.Platform = process.platform): Promise<readonly ProcessEntry[]> {
  if (platform === 'win32') return [];
  return platform === 'linux' ? fromProc() : fromPs();
}

async function fromProc(): Promise<ProcessEntry[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(names.map(readEntry));
  return entries.filter((entry) => entry !== null);
}

async function readEntry(pid: string): Promise<ProcessEntry | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // After the name in brackets: state, parent, … and as the 20th the start time. See proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return null;
    return { pid: Number(pid), parentPid: Number(fields[1]), startedAt: fields[19] ?? '' };
  } catch {
    return null; // It ended while the list was read.
  }
}

/** From `ps`, which every Unix has where there is no /proc. */
export async function fromPs(): Promise<ProcessEntry[]> {
  const { execa } = await import('execa');
  const { stdout } = await execa('ps', ['-A', '-o', 'pid=,ppid=,lstart='], { reject: false });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
    return match === null ? [] : [{ pid: Number(match[1]), parentPid: Number(match[2]), startedAt: match[3] ?? '' }];
  });
}

/** Those of `entries` that descend from `roots`, and the roots themselves, parents before children. */
export function descendants(entries: readonly ProcessEntry[], roots: readonly number[]): ProcessEntry[] {
  const family = entries.filter((entry) => roots.includes(entry.pid));
  for (const member of family) {
    const known = new Set(family.map((one) => one.pid));
    family.push(...entries.filter((entry) => entry.parentPid === member.pid && !known.has(entry.pid)));
  }
  return family;
}
