import { randomBytes } from 'node:crypto';
import type { Trace } from '../trace/trace.js';
import { isTraceError } from '../trace/trace-error.js';
import type { CliProcess } from './host.js';
import type { Parts } from './parts.js';
import { displayPath } from './paths.js';
import { readWithSurvivors } from './survivors.js';
import { nameRun, prepareTracePlace, type TracePlace } from './trace-place.js';
import { type CheckedRun, type FinishedRun, watch } from './watch.js';

/** A run whose target has ended and whose trace is read. */
export interface Recording {
  readonly trace: Trace;
  /** Where the trace lies, for people. */
  readonly path: string;
  readonly watched: FinishedRun;
}

/**
 * Runs the target once under the probe, and reads what it left; as a part of `series` where it has a name. Throws a
 * `CliError` where it could not be started.
 */
export async function record(
  run: CheckedRun,
  host: CliProcess,
  parts: Parts,
  series: string | null = null,
): Promise<Recording> {
  const runName = nameRun(new Date(parts.wallMs()), randomBytes(2).toString('hex'));
  const place = prepareTracePlace(run.options.trace, host.cwd(), runName, series);
  const watched = await watch(run, place, host, parts);
  const read = await parts.readTrace();
  const trace = await readBack(place, watched, (path) => read(path, run.options.redact));
  return { trace, path: displayPath(place.path, host.cwd()), watched };
}

/** The trace from the disk, with what the launcher knows itself: the target may have filled or emptied the disk. */
export async function readBack(
  place: TracePlace,
  run: FinishedRun,
  readTrace: (path: string) => Promise<Trace>,
): Promise<Trace> {
  const failure = place.log.failure();
  const own =
    failure === null ? [] : [{ file: place.path, message: `The run's own trace file has gaps (${failure}).` }];
  try {
    return await readWithSurvivors(async () => {
      const trace = await readTrace(place.path);
      return { ...trace, run, problems: [...own, ...trace.problems] };
    }, place.path);
  } catch (error) {
    if (!isTraceError(error)) throw error;
    return {
      run,
      processes: [],
      packages: new Map(),
      problems: [...own, { file: place.path, message: error.message }],
    };
  }
}
