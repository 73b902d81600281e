import { diagnose } from '../analyze/diagnose.js';
import { findRuns } from '../trace/find-runs.js';
import { readRun } from '../trace/read.js';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { isTraceError } from '../trace/trace-error.js';
import { type RunParts, recordRun } from './record-run.js';
import type { CulpritRecord, Fleet, RunRecord, Skip, SkipKind, StallRecord } from './records.js';

export interface ReadFleetOptions {
  /** Leaves out shorter stalls. Default: the threshold with which each trace was made. */
  readonly thresholdMs?: number;
  /** Told after each run how many there were so far. */
  readonly onRun?: (runs: number) => void;
}

/**
 * Reads all the runs at and below `paths`, one after the other: of each only figures are kept. What cannot be read is
 * in `skips` and never an error; a process that was read before, by its header, counts once.
 */
export async function readFleet(paths: readonly string[], options: ReadFleetOptions = {}): Promise<Fleet> {
  const runs: RunRecord[] = [];
  const stalls: StallRecord[] = [];
  const culprits = new Map<string, CulpritRecord>();
  const skips: Skip[] = [];
  const seen = new Set<string>();
  const skip = (path: string, kind: SkipKind, message: string) => skips.push({ path, kind, message });
  for await (const found of findRuns(paths, ({ file, message }) => skip(file, 'unreadable', message))) {
    try {
      const trace = await readRun({ files: found.files, problems: [] }, ['health']);
      const fresh = takeFresh(trace, seen);
      if (fresh.processes.length === 0) {
        const isKnown = trace.processes.length > 0;
        const why = isKnown ? 'was read already under another name' : 'holds no process';
        skip(found.path, isKnown ? 'duplicate' : 'empty', `${found.path} ${why}.`);
        continue;
      }
      if (fresh.processes.some(isUndated)) {
        skip(
          found.path,
          'unsound',
          `${found.path} was imported from a capture that does not say when it was recorded.`,
        );
        continue;
      }
      const { thresholdMs } = options;
      const diagnosis = await diagnose(fresh, thresholdMs === undefined ? {} : { thresholdMs });
      const parts = recordRun(fresh, diagnosis, runs.length + 1, found.path);
      if (parts === null) continue;
      if (!hasSoundTimes(parts)) {
        skip(found.path, 'unsound', `${found.path} does not say soundly when it was recorded.`);
        continue;
      }
      for (const { file, message } of trace.problems) skip(file, 'truncated', message);
      runs.push(parts.run);
      stalls.push(...parts.stalls);
      for (const culprit of parts.culprits) keepWorst(culprits, culprit);
      options.onRun?.(runs.length);
    } catch (error) {
      if (isTraceError(error)) skip(found.path, kindOf(error.reason), error.message);
      else skip(found.path, 'unsound', `${found.path} could not be understood (${messageOf(error)}).`);
    }
  }
  return { runs, stalls, culprits, skips };
}

/** A clock far off would make the calendar of the whole fleet endless. */
const LATEST_MS = Date.UTC(2200, 0);
const LONGEST_MS = 400 * 86_400_000;

function hasSoundTimes({ run: { startMs, endMs }, stalls }: RunParts): boolean {
  const isIn = (ms: number) => ms >= startMs - LONGEST_MS && ms <= endMs + LONGEST_MS;
  const isSound = startMs >= 0 && endMs < LATEST_MS && endMs - startMs < LONGEST_MS;
  return isSound && stalls.every(({ firstMs, lastMs }) => isIn(firstMs) && isIn(lastMs));
}

/** The trace less the processes that were seen before. */
function takeFresh(trace: Trace, seen: Set<string>): Trace {
  const processes = trace.processes.filter((process) => {
    const identity = identityOf(process);
    return seen.has(identity) ? false : seen.add(identity);
  });
  return { ...trace, processes };
}

/** Most of other tools' captures do not tell their day. */
function isUndated({ header: { importedFrom, originWallMs } }: ProcessTrace): boolean {
  return importedFrom !== undefined && originWallMs <= 0;
}

/** What tells a process of one machine from all others: its clock, its pid, and when it was armed. */
function identityOf({ header, armed }: ProcessTrace): string {
  const { hostname = null, originNs, originWallMs, pid } = header;
  return JSON.stringify([hostname, originNs, originWallMs, pid, armed?.atNs ?? null]);
}

function keepWorst(culprits: Map<string, CulpritRecord>, culprit: CulpritRecord): void {
  const known = culprits.get(culprit.fingerprint);
  if (known === undefined || culprit.worstMs > known.worstMs) culprits.set(culprit.fingerprint, culprit);
}

const KINDS: Readonly<Record<string, SkipKind>> = { newer: 'newer', 'not-a-trace': 'foreign', empty: 'empty' };

function kindOf(reason: string): SkipKind {
  return KINDS[reason] ?? 'unreadable';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
