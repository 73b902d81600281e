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

/** What gzip adds to a name. */
const PACKED_EXTENSION = '.gz';

/** A name without what gzip has added to it. */
export function unpackedName(name: string): string {
  return name.endsWith(PACKED_EXTENSION) ? name.slice(0, -PACKED_EXTENSION.length) : name;
}

/** Of the names in a folder those of a trace's files. One that lies there packed as well counts once. */
export function traceNames(names: readonly string[]): string[] {
  const there = new Set(names);
  return names.filter((name) => isTraceName(name) && (unpackedName(name) === name || !there.has(unpackedName(name))));
}

/** Whether a file of that name or path belongs to a trace. */
export function isTraceName(name: string): boolean {
  return unpackedName(name).endsWith(TRACE_EXTENSION);
}
