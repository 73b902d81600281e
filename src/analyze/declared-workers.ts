import type { ProcessTrace } from '../trace/trace.js';
import { matcher } from './glob.js';

/** Worker files of pools that exist to compute. */
const POOLS = ['**/node_modules/piscina/**', '**/node_modules/tinypool/**'];

/**
 * Whether computing is the job of a process's worker, because its file or its name is one of `patterns` or of a known
 * pool's.
 */
export function declaredWorkers(process: ProcessTrace, patterns: readonly string[]): (threadId: number) => boolean {
  const matchers = [...POOLS, ...patterns].map(matcher);
  const declared = new Set<number>();
  for (const { threadId, title, file } of process.threads) {
    const names = [title, file].filter((name) => name !== undefined);
    if (names.some((name) => matchers.some((matches) => matches(name)))) declared.add(threadId);
  }
  return (threadId) => threadId !== 0 && declared.has(threadId);
}
