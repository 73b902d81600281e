import type { WordedCulprit } from './report.js';

/**
 * Whether a culprit is to be told: its stalls are the code's fault, nobody said that they are meant to be, and they are
 * not a worker thread's job.
 */
export function isGuilty({
  codesFault,
  silenced,
  atWork,
}: Pick<WordedCulprit, 'codesFault' | 'silenced' | 'atWork'>): boolean {
  return codesFault && !silenced && !atWork;
}
