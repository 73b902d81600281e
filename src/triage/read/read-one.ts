import { judge } from '../../analyze/judge.js';
import type { FoundRun } from '../../trace/find-runs.js';
import { readRun } from '../../trace/read.js';
import type { ProcessTrace, Trace, TraceProblem } from '../../trace/trace.js';
import { isTraceError } from '../../trace/trace-error.js';
import type { RunParts, Skip, SkipKind } from '../records.js';
import { identityOf } from './identity.js';
import { recordRun } from './record-run.js';
import { wellFormed } from './well-formed.js';

export interface ReadOptions {
  /** Leaves out shorter stalls; null: those shorter than the threshold with which the trace was made. */
  readonly thresholdMs: number | null;
}

/** What became of one run that was found. Plain data, which can be sent between threads. */
export type RunReading =
  | {
      readonly kind: 'run';
      /** The identities of its processes. */
      readonly processes: readonly number[];
      readonly parts: RunParts;
      /** What was read in part. */
      readonly skips: readonly Skip[];
    }
  | { readonly kind: 'skip'; readonly skip: Skip };

/** Reads one run down to its figures, less the processes in `known`. Never rejects: what cannot be read is a `skip`. */
export async function readOne(
  { path, files }: FoundRun,
  { thresholdMs }: ReadOptions,
  known: ReadonlySet<number> = new Set(),
): Promise<RunReading> {
  const skip = (kind: SkipKind, message: string): RunReading => ({ kind: 'skip', skip: { path, kind, message } });
  try {
    const read = await readRun({ files, problems: [] }, ['health', 'tasks']);
    if (read.processes.length === 0) return skip('empty', `${path} holds no process.`);
    const { trace, processes } = withoutKnown(read, known);
    const [run] = processes;
    if (run === undefined) return skip('duplicate', duplicateMessage(path));
    if (trace.processes.some(isUndated))
      return skip('unsound', `${path} was imported from a capture that does not say when it was recorded.`);
    const judged = await judge(trace, thresholdMs === null ? {} : { thresholdMs });
    const parts = recordRun(trace, judged, run, path);
    if (parts === null || !hasSoundTimes(parts))
      return skip('unsound', `${path} does not say soundly when it was recorded.`);
    return wellFormed({ kind: 'run', processes, parts, skips: partly(read.problems) });
  } catch (error) {
    if (isTraceError(error)) return skip(kindOf(error.reason), error.message);
    return skip('unsound', `${path} could not be understood (${error instanceof Error ? error.message : error}).`);
  }
}

/** Why a run does not count of which all is known. */
export function duplicateMessage(path: string): string {
  return `${path} was read before, under this name or another.`;
}

/** A file is damaged once, in however many ways. */
function partly(problems: readonly TraceProblem[]): readonly Skip[] {
  const messages = new Map<string, string[]>();
  for (const { file, message, kind } of problems)
    if (kind === undefined) messages.set(file, [...(messages.get(file) ?? []), message]);
  return [...messages].map(([path, own]) => ({ path, kind: 'truncated', message: own.join(' ') }));
}

/** The trace less the processes that are known, or stand in it twice; and the identities of the rest, the main one first. */
function withoutKnown(trace: Trace, known: ReadonlySet<number>) {
  const seen = new Set(known);
  const identities = new Map(trace.processes.map((process) => [process, identityOf(process)]));
  const fresh = trace.processes.filter((process) => {
    const identity = identities.get(process) ?? 0;
    return seen.has(identity) ? false : seen.add(identity);
  });
  return {
    trace: { ...trace, processes: fresh },
    processes: fresh.flatMap((process) => identities.get(process) ?? []),
  };
}

/** Most of other tools' captures do not tell their day. */
function isUndated({ header: { importedFrom, originWallMs } }: ProcessTrace): boolean {
  return importedFrom !== undefined && originWallMs <= 0;
}

/** A clock far off would make the calendar of the whole fleet endless. */
const LATEST_MS = Date.UTC(2200, 0);
const LONGEST_MS = 400 * 86_400_000;

function hasSoundTimes({ run: { startMs, endMs }, stalls }: RunParts): boolean {
  const isIn = (ms: number) => ms >= startMs - LONGEST_MS && ms <= endMs + LONGEST_MS;
  const isSound = startMs >= 0 && endMs < LATEST_MS && endMs - startMs < LONGEST_MS;
  return (
    isSound && stalls.every(({ firstMs, lastMs, totalMs }) => isIn(firstMs) && isIn(lastMs) && totalMs < LONGEST_MS)
  );
}

const KINDS: Readonly<Record<string, SkipKind>> = { newer: 'newer', 'not-a-trace': 'foreign', empty: 'empty' };

function kindOf(reason: string): SkipKind {
  return KINDS[reason] ?? 'unreadable';
}
