import { readForeign } from '../interop/import/read-foreign.js';
import { toTrace } from '../interop/import/to-trace.js';
import type { Trace } from '../trace/trace.js';

/** Another tool's capture as a trace, in memory alone; null where `path` is loopcheck's own, or nothing that is known. */
export function readForeignTrace(path: string): Trace | null {
  const capture = readForeign(path);
  return capture === null ? null : toTrace(capture);
}
