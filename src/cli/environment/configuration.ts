import { findConfig } from '../config/find.js';
import { isCliError } from '../errors.js';
import type { CliProcess } from '../host.js';
import { displayPath } from '../paths.js';
import { TRACE_HOME } from '../trace-place.js';

/** The configuration that a run from here would take. */
export interface Configuration {
  /** Its file as a person here would write it; null where there is none, or none that could be found out. */
  readonly file: string | null;
  /** Why no run can take it, a sentence; null where one can. */
  readonly complaint: string | null;
  /** Where runs from here put their traces. */
  readonly traceHome: string;
}

/** Finds and reads it as a run would. */
export async function readConfiguration(host: CliProcess): Promise<Configuration> {
  let file: string | null = null;
  try {
    const found = await findConfig(null, host);
    if (found === null) return { file, complaint: null, traceHome: TRACE_HOME };
    file = displayPath(found.path, host.cwd());
    const { readConfig } = await import('../config/read.js');
    const { trace } = await readConfig(found, host);
    return { file, complaint: null, traceHome: trace ?? TRACE_HOME };
  } catch (error) {
    if (!isCliError(error)) throw error;
    return { file, complaint: error.message, traceHome: TRACE_HOME };
  }
}
