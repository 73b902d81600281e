/** Why nothing at all could be read from a path. */
export type TraceErrorReason = 'missing' | 'empty' | 'newer' | 'not-a-trace' | 'unreadable' | 'packed';

/** An error of `readTrace`. Its message is one sentence for people, with the path and what to do. */
export interface TraceError extends Error {
  readonly reason: TraceErrorReason;
  readonly path: string;
}

const sentences: Record<TraceErrorReason, (path: string, detail: string) => string> = {
  missing: (path) =>
    /(?:^|[\\/])\.loopcheck$/.test(path)
      ? `There is no run in ${path} yet: run loopcheck app.js first, or give the path of a trace.`
      : `There is no trace at ${path}: give the .ndjson file or the run's folder under .loopcheck.`,
  empty: (path, detail) => `The trace ${path} is empty${detail}: nothing was recorded; run the program again.`,
  newer: (path, detail) =>
    `The trace ${path} was written by a newer loopcheck (trace version ${detail}): update loopcheck to read it.`,
  'not-a-trace': (path, detail) => `${path} is not a loopcheck trace${detail}.`,
  packed: (path, detail) => `${path} is damaged as gzip data (${detail}): copy it anew.`,
  unreadable: (path, detail) => `The trace ${path} cannot be read (${detail}): check its permissions.`,
};

/** Makes the error for `path`; `detail` fills the gap in the sentence of that reason. */
export function traceError(reason: TraceErrorReason, path: string, detail = ''): TraceError {
  return Object.assign(new Error(sentences[reason](path, detail)), { name: 'TraceError', reason, path });
}

/** Tells an error of `readTrace` from all others. */
export function isTraceError(error: unknown): error is TraceError {
  return error instanceof Error && error.name === 'TraceError';
}
