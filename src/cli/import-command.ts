import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readForeign } from '../interop/import/read-foreign.js';
import { toLines } from '../interop/import/to-trace.js';
import { TRACE_EXTENSION } from '../trace/version.js';
import { configuredTrace } from './config/configured-trace.js';
import { errors } from './errors.js';
import { expandPaths } from './expand.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import type { Parts } from './parts.js';
import { displayPath } from './paths.js';
import { nameRun, prepareTracePlace } from './trace-place.js';

/** `loopcheck import`: makes one trace of other tools' captures, and says where it lies. Gives the exit code. */
export async function importCommand(
  { files, trace }: Extract<Invocation, { kind: 'import' }>,
  host: CliProcess,
  parts: Parts,
): Promise<number> {
  if (files.length === 0) throw errors.nothingToImport();
  const captures = expandPaths(files, host.cwd()).flatMap((file) => {
    const capture = readForeign(resolve(host.cwd(), file), { mustBe: true });
    return capture === null ? [] : [capture];
  });
  const processes = captures.flatMap((capture) => capture.processes);
  const runName = nameRun(new Date(parts.wallMs()), randomBytes(2).toString('hex'));
  const place = prepareTracePlace(trace ?? (await configuredTrace(host)), host.cwd(), runName);
  try {
    if (place.file !== null) writeFileSync(place.file, processes.map(toLines).join(''), { mode: 0o600 });
    for (const [index, process] of place.dir === null ? [] : processes.entries())
      writeFileSync(join(place.dir ?? '', `import-${index + 1}${TRACE_EXTENSION}`), toLines(process), { mode: 0o600 });
  } catch (error) {
    throw errors.unwritableTrace(place.path, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  for (const { message } of captures.flatMap((capture) => capture.problems)) say(host, `loopcheck: ${message}`);
  const stalls = processes.flat().filter(({ type }) => type === 'stall-open').length;
  const path = displayPath(place.path, host.cwd());
  const kinds = [...new Set(processes.map(([header]) => header.importedFrom?.format ?? ''))].join(', ');
  say(host, `loopcheck: wrote a trace with ${stalls} pauses from ${kinds} to ${path}`);
  say(host, `loopcheck: loopcheck report ${/\s/.test(path) ? `'${path}'` : path} shows it`);
  return 0;
}
