import { appendToTrace } from '../trace/append.js';
import { readTrace } from '../trace/read.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { runFile } from './run-file.js';

/**
 * Reads a trace as `readTrace` does, and finds the author's lines for code that was compiled or bundled. What was found
 * is added to the trace, so that it stays true when the files change; a trace that can't be written is as good.
 */
export async function readMapped(path: string): Promise<Trace> {
  const read = await readTrace(path);
  // Most runs have nothing to ask for, and need not load the reader of maps.
  if (!read.processes.some(hasPlaces)) return read;
  const { mapTrace } = await import('../maps/map-trace.js');
  const { trace, added } = mapTrace(read);
  const home = added.length > 0 && read.run !== null ? await runFile(path) : undefined;
  if (home !== undefined) appendToTrace(home, added);
  return trace;
}

function hasPlaces({ stalls, frames }: ProcessTrace): boolean {
  return stalls.length > 0 && frames.size > 0;
}
