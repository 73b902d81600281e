import { closeSync, existsSync, openSync, readSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import folders from '../folders/make-folder.cjs';
import { openRunLog, type RunLog } from '../trace/run-log.js';
import { RUN_FILE, TRACE_EXTENSION, TRACE_FORMAT } from '../trace/version.js';
import { errors } from './errors.js';

/** Where traces go, and are looked for, unless the user says otherwise. */
export const TRACE_HOME = '.loopcheck';

/** Where one run's trace goes. One of `dir` and `file` is null. */
export interface TracePlace {
  /** A folder in which each process makes its own file. */
  readonly dir: string | null;
  /** One file that all processes append to. */
  readonly file: string | null;
  /** What to hand to `loopcheck report`. */
  readonly path: string;
  readonly log: RunLog;
  /** Takes back what was made, where nothing could be started. An empty file stays. */
  readonly discard: () => void;
}

/**
 * Makes the place for a new run's trace before anything is started, so that an unwritable one is told at once. `option`
 * is what `--trace` said: a name that ends in .ndjson is one file, an earlier trace in it is replaced; anything else is
 * a folder of runs. In the usual place the runs of a series have a folder of their own, named `series`.
 */
export function prepareTracePlace(
  option: string | null,
  cwd: string,
  runName: string,
  series: string | null = null,
): TracePlace {
  const base = resolve(cwd, option ?? TRACE_HOME);
  try {
    const known = statSync(base, { throwIfNoEntry: false });
    if (known?.isDirectory() !== true && base.endsWith(TRACE_EXTENSION)) return oneFile(base, option ?? base);
    if (known !== undefined && !known.isDirectory()) throw errors.traceIsFile(option ?? base);
    return folder(base, option === null ? join(series ?? '', runName) : runName, option === null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : errors.unwritableTrace(option ?? base, code);
  }
}

function folder(base: string, runName: string, isHome: boolean): TracePlace {
  const dir = join(base, runName);
  const isNew = !existsSync(base);
  folders.makeFolder(dir);
  // Traces hold source lines and are nobody's to commit; a folder that the user chose is left as it is.
  if (isHome && isNew) writeFileSync(join(base, '.gitignore'), '*\n');
  const discard = () => rmSync(dir, { recursive: true, force: true });
  return { dir, file: null, path: dir, log: openRunLog(join(dir, RUN_FILE)), discard };
}

function oneFile(file: string, asGiven: string): TracePlace {
  folders.makeFolder(dirname(file));
  if (existsSync(file)) {
    if (!isTrace(file)) throw errors.traceIsForeign(asGiven);
    truncateSync(file);
  }
  return { dir: null, file, path: file, log: openRunLog(file), discard: () => truncateSync(file) };
}

/** Enough for the beginning of a first line, where a trace says what it is. */
const LOOK_BYTES = 256;

/** True for a trace, and for an empty file, in which nothing can be lost. */
function isTrace(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(LOOK_BYTES);
    const length = readSync(descriptor, start);
    return length === 0 || start.toString('utf8').includes(`"${TRACE_FORMAT}"`);
  } finally {
    closeSync(descriptor);
  }
}

/** A run's name: its time, so that names sort by age, and a short mark to tell runs of one moment apart. */
export function nameRun(time: Date, mark: string): string {
  return `${time.toISOString().replaceAll(':', '.').replace('Z', '')}-${mark}`;
}

/** The name of a series of runs, which sorts by age among those of runs. */
export function nameSeries(time: Date): string {
  return nameRun(time, 'series');
}
