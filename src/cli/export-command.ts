import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Diagnosis } from '../analyze/diagnosis.js';
import { EXPORT_NAMES, type Exported, exporterNamed } from '../interop/export/formats.js';
import type { LabelOf } from '../interop/export/loops.js';
import { unpackedName } from '../trace/version.js';
import { configuredTrace } from './config/configured-trace.js';
import { errors } from './errors.js';
import { type CliProcess, say } from './host.js';
import type { Invocation } from './invocation.js';
import { nearest } from './near.js';
import type { Parts } from './parts.js';
import { sayChoice } from './say-choice.js';
import { TRACE_HOME } from './trace-place.js';

const NS_PER_MS = 1e6;

/** Starts of one stall differ by less: the report rounds them. */
const SAME_START_MS = 0.01;

/** `loopcheck export`: writes a trace in another tool's format, and says where. Gives the exit code. */
export async function exportCommand(
  { trace: given, as, output }: Extract<Invocation, { kind: 'export' }>,
  host: CliProcess,
  parts: Parts,
): Promise<number> {
  const exporter = exporterNamed(as);
  if (exporter === null) throw errors.unknownExport(as, nearest(as, EXPORT_NAMES), EXPORT_NAMES);
  if (given === '') throw errors.noPath();
  const path = given ?? (await configuredTrace(host)) ?? TRACE_HOME;
  const [readTrace, { diagnose }] = await Promise.all([parts.readTrace(), parts.analysis()]);
  const trace = await readTrace(resolve(host.cwd(), path));
  sayChoice(trace, host);
  if (trace.processes.length === 0) throw errors.nothingToExport(path);
  const thresholdMs = trace.run?.launch.thresholdMs ?? trace.processes[0]?.header.thresholdMs ?? 0;
  const diagnosis = await diagnose(trace, { thresholdMs, blame: 'app', allow: null, cpuWorkers: [], warmupMs: 0 });
  const exported = exporter.write(trace, labelsOf(diagnosis));
  const target = output ?? `${defaultName(path)}${exporter.ending}`;
  if (output === '-') return toStdout(as, exported, host);
  writeTo(target, resolve(host.cwd(), target), exported);
  if (exported.leftOut > 0)
    say(host, `loopcheck: this format holds one loop; ${exported.leftOut} more with stalls are left out`);
  say(host, `loopcheck: wrote ${target}; it opens in ${exporter.opens}`);
  return 0;
}

/** Beside the caller, under the trace's own name. */
function defaultName(path: string): string {
  const name = unpackedName(basename(resolve(path))).replace(/\.(?:ndjson|cpuprofile|json|log|txt)$/, '');
  return name === TRACE_HOME ? 'loopcheck' : name;
}

function toStdout(as: string, exported: Exported, host: CliProcess): number {
  if (exported.kind === 'clinic') throw errors.exportForFolder(as);
  host.stdout.write(exported.content as string);
  return 0;
}

function writeTo(asGiven: string, path: string, exported: Exported): void {
  try {
    if (exported.kind === 'file') {
      writeFileSync(path, exported.content, { mode: 0o600 });
      return;
    }
    writeClinic(path, exported);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw errors.unwritableExport(asGiven, code);
  }
}

/** The folder's name is that of its files, as Doctor wants it. */
export function writeClinic(path: string, { files }: Extract<Exported, { kind: 'clinic' }>): void {
  if (existsSync(path) && !path.endsWith('.clinic-doctor')) throw errors.exportExists(path);
  mkdirSync(path, { recursive: true });
  const name = basename(path);
  for (const [ending, content] of Object.entries(files))
    writeFileSync(join(path, `${name}-${ending}`), content, { mode: 0o600 });
}

/** What the analysis says of each stall: `sync-call fs.readFileSync, app.js:12`. */
function labelsOf({ stalls }: Diagnosis): LabelOf {
  return (process, threadId, startNs) => {
    const stall = stalls.find(
      (one) =>
        one.process === process &&
        one.threadId === threadId &&
        Math.abs(one.startMs - startNs / NS_PER_MS) < SAME_START_MS,
    );
    if (stall === undefined) return null;
    const { cause, location } = stall;
    const what = cause.api === null ? cause.kind : `${cause.kind} ${cause.api}`;
    return location === null ? what : `${what}, ${basename(location.file)}:${location.line}`;
  };
}
