export type TraceFormat = 'loopcheck-trace';
export type TraceVersion = 1;
/** How the lines of a file are summed up, each in itself. */
export type Checksums = 'crc32';

/** The name that each trace file gives itself in its first line. */
export const TRACE_FORMAT: TraceFormat = 'loopcheck-trace';

/** The version that this loopcheck writes, and the newest that it reads. */
export const TRACE_VERSION: TraceVersion = 1;

/** What the files of a trace are called at the end. */
export const TRACE_EXTENSION = '.ndjson';

/** The launcher's own file in a run's folder. */
export const RUN_FILE = `run${TRACE_EXTENSION}`;
