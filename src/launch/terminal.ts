import { readFileSync } from 'node:fs';

/**
 * Whether a SIGINT that reaches this process comes from the keyboard. A terminal sends Ctrl-C to its whole foreground
 * group, so the target has it already; a `kill` reaches us alone, and the target must be told.
 *
 * Node does not say who sent a signal. But a keyboard can only be meant where this process is in the foreground group
 * of its terminal, which Linux tells, and where one of its streams is that terminal. (A `kill` of such a process from
 * elsewhere looks the same; a second one then ends the target.)
 */
export function ownsKeyboard(
  streams: readonly { readonly isTTY?: boolean }[],
  foreground: boolean | null = inForeground(),
): boolean {
  return foreground !== false && streams.some((stream) => stream.isTTY === true);
}

/** True in the foreground process group of a terminal, false outside, null where the system does not tell. */
export function inForeground(readStat: () => string = readOwnStat): boolean | null {
  try {
    const stat = readStat();
    // The command's name, in brackets, may hold spaces; what follows it does not. See proc_pid_stat(5).
    const [, , group, , , foregroundGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return group !== undefined && group === foregroundGroup;
  } catch {
    return null;
  }
}

function readOwnStat(): string {
  return readFileSync('/proc/self/stat', 'utf8');
}
