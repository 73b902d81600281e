import redactions from '../redaction/redact.cjs';
import { appendToTrace } from '../trace/append.js';
import { applyLater } from '../trace/later.js';
import { readTrace } from '../trace/read.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { isTraceError } from '../trace/trace-error.js';
import { runFile } from './run-file.js';

/**
 * Reads a trace as `readTrace` does, or another tool's capture as one, and finds the author's lines for code that was compiled or bundled. What was found
 * is added to the trace (less what `redact` matches), with the versions of the packages whose code was on the stack, so that it stays true when the files change; a trace that can't be written is as good.
 */
export async function readMapped(path: string, redact: readonly string[] = []): Promise<Trace> {
  const read = await readOwnOrForeign(path);
  // Most runs have nothing to ask for, and need not load the reader of maps.
  if (!read.processes.some(hasPlaces)) return read;
  // Nobody knows any more what was not to be written: what is found out now may hold it.
  if (read.run?.launch.redacted === true && redact.length === 0) return read;
  const [{ mapTrace }, { findPackages }] = await Promise.all([
    import('../maps/map-trace.js'),
    import('../maps/packages.js'),
  ]);
  const { trace, added: mappings } = mapTrace(read);
  const added = [...mappings, ...findPackages(trace)].map(redactions.makeRedactor(redact));
  const home = added.length > 0 && read.run !== null ? await runFile(path) : undefined;
  if (home !== undefined) appendToTrace(home, added);
  return applyLater(read, added);
}

/** The importers take a while to load, so they are only asked about what is no trace. */
async function readOwnOrForeign(path: string): Promise<Trace> {
  try {
    return await readTrace(path);
  } catch (error) {
    if (!isTraceError(error)) throw error;
    const foreign = (await import('./read-foreign-trace.js')).readForeignTrace(path);
    if (foreign === null) throw error;
    return foreign;
  }
}

function hasPlaces({ stalls, frames }: ProcessTrace): boolean {
  return stalls.length > 0 && frames.size > 0;
}
