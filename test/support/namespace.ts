import { spawnSync } from 'node:child_process';

/** Words before a command that give it a view of the system of its own; Linux, and root or the right to be it. */
export const UNSHARE = {
  mounts: ['unshare', '--mount', '--propagation', 'private'],
  pids: ['unshare', '--pid', '--fork', '--mount-proc'],
} as const;

/** Whether this machine allows it, as tests that need it ask; the others say in their names why they were skipped. */
export function allows(words: readonly string[]): boolean {
  const [command = '', ...args] = words;
  return spawnSync(command, [...args, 'true']).status === 0;
}
