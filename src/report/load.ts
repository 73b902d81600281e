import type { LoadInfo } from '../analyze/diagnosis.js';

/** What is to be said of the load, in one sentence; null where it ended well, and so did its target after it. */
export function loadSentence({ command, outcome, error, signal, exitCode }: LoadInfo): string | null {
  if (outcome === 'never-began')
    return `The target ended before it listened on a port, so the load (${command}) never began.`;
  if (outcome === 'stopped') return `The load (${command}) was still running when the target ended.`;
  if (error !== null) return `The load (${command}) could not be started (${error}).`;
  if (signal !== null) return `The load (${command}) was ended by ${signal}.`;
  return exitCode === 0 ? null : `The load (${command}) ended with exit code ${exitCode ?? 'unknown'}.`;
}
