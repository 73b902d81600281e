import type { TraceError } from '../../trace/trace-error.js';

/** An error of an import, of the kind that reading a trace throws: `sentence` is all that is told. */
export function importError(path: string, sentence: string): TraceError {
  return Object.assign(new Error(sentence), { name: 'TraceError', reason: 'not-a-trace' as const, path });
}
