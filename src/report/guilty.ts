import type { WordedCulprit } from './report.js';

/** Whether a culprit is to be told: its stalls are the code's fault, and nobody said that they are meant to be. */
export function isGuilty({ codesFault, silenced }: Pick<WordedCulprit, 'codesFault' | 'silenced'>): boolean {
  return codesFault && !silenced;
}
