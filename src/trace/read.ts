import { open, stat } from 'node:fs/promises';
import { missingEnds } from './endings.js';
import { findRun, type RunFiles } from './find.js';
import type { ProcessFold } from './fold.js';
import { applyLater } from './later.js';
import { unpackedSize } from './packed.js';
import { type FileReading, readTraceFile, type Shared } from './read-file.js';
import { limitsFor, Retention, type RetentionLimits } from './retention.js';
import type { LaterEvent } from './run-events.js';
import { Segments } from './segments.js';
import type { SkippedTypes } from './skipped-lines.js';
import type { RunTrace, Trace, TraceProblem } from './trace.js';
import { isTraceError, type TraceError } from './trace-error.js';

const OWN_RECORDING =
  'The program recorded this itself, without the launcher: its command line, and a signal that ended it, are not known.';

/**
 * Reads the trace at `path`: a file, a run's folder, or a folder of runs (then the newest). Damage is skipped and told
 * in `problems`, a sentence each. Rejects with a `TraceError` where nothing at all could be read.
 */
export async function readTrace(path: string): Promise<Trace> {
  const found = await findRun(path);
  return readRun(found);
}

/**
 * Reads the files of one run, as `readTrace` does; the lines of the types in `skip` are not parsed. `limits` bound what is
 * kept of it; by default a trace of up to 64 MB is kept whole.
 */
export async function readRun(found: RunFiles, skip: SkippedTypes = [], limits?: RetentionLimits): Promise<Trace> {
  const folds: ProcessFold[] = [];
  const later: LaterEvent[] = [];
  const problems: TraceProblem[] = [...found.problems];
  const failures: TraceError[] = [];
  const segments = new Segments();
  const retention = new Retention(limits ?? limitsFor(await sizeOf(found.files)));
  let run: RunTrace | null = null;
  let isRunSealed = false;
  for (const file of found.files) {
    const reading = await tryFile(file, { segments, retention, skip });
    if (isTraceError(reading)) {
      failures.push(reading);
      problems.push({ file, message: reading.message });
      continue;
    }
    if (run === null) ({ run, isSealed: isRunSealed } = reading);
    folds.push(...reading.folds);
    later.push(...reading.later);
    problems.push(...reading.problems);
  }
  const [firstFailure] = failures;
  if (firstFailure !== undefined && failures.length === found.files.length) throw worst(failures) ?? firstFailure;
  problems.push(...segments.problems());
  const [firstFile = ''] = found.files;
  const bad = retention.finish(folds);
  if (bad > 0) problems.push({ file: firstFile, message: `${bad} looks at stalls could not be understood.` });
  problems.push(...retention.problems(firstFile));
  if (run === null && segments.isRecorder) problems.push({ file: firstFile, message: OWN_RECORDING, kind: 'note' });
  const processes = folds.sort((a, b) => compare(a.firstSeenNs, b.firstSeenNs)).map((fold) => fold.trace);
  const trace = applyLater({ run, processes, packages: new Map(), problems }, later);
  return { ...trace, problems: [...trace.problems, ...missingEnds(trace, folds, firstFile, isRunSealed)] };
}

/** Bytes of the files together when they are unpacked, as far as they can be looked at. */
async function sizeOf(files: readonly string[]): Promise<number> {
  let bytes = 0;
  // One after the other: a run of thousands of processes has more files than may be open at once.
  for (const file of files) bytes += await sizeOfFile(file);
  return bytes;
}

async function sizeOfFile(file: string): Promise<number> {
  try {
    // To open a pipe is to wait for whoever writes to it.
    if (!(await stat(file)).isFile()) return 0;
    const handle = await open(file);
    try {
      return await unpackedSize(handle);
    } finally {
      await handle.close();
    }
  } catch {
    return 0;
  }
}

async function tryFile(file: string, shared: Shared): Promise<FileReading | TraceError> {
  try {
    return await readTraceFile(file, shared);
  } catch (error) {
    if (isTraceError(error)) return error;
    throw error;
  }
}

/** Of many files that all failed, the reason that tells most: a newer version explains more than an empty file. */
function worst(failures: readonly TraceError[]): TraceError | undefined {
  return failures.find((failure) => failure.reason === 'newer');
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
