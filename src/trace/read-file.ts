import { basename } from 'node:path';
import type { HeaderEvent, LaterEvent, LaunchEvent, TraceEvent } from './events.js';
import { foldEvent, type ProcessFold } from './fold.js';
import { readLines } from './lines.js';
import { parseLine } from './parse-line.js';
import { Segments } from './segments.js';
import { siftLines } from './sift-lines.js';
import type { RunTrace, TraceProblem } from './trace.js';
import { type TraceError, traceError } from './trace-error.js';
import { TRACE_FORMAT, TRACE_VERSION } from './version.js';

/** What one file holds: a process, a run's launcher, or both of many where the file is shared. */
export interface FileReading {
  readonly run: RunTrace | null;
  readonly folds: readonly ProcessFold[];
  /** What was found out after the run about its processes, in this file or others. */
  readonly later: readonly LaterEvent[];
  readonly problems: readonly TraceProblem[];
}

/** A file of another make is given up after this many lines in which nothing was ours: it may be huge. */
const MAX_LEADING_GARBAGE = 100;

/** Types of event whose lines are not parsed: of them only the time is taken. */
export type SkippedTypes = readonly ('health' | 'gc' | 'tasks')[];

interface State {
  readonly file: string;
  readonly skipped: RegExp | null;
  readonly segments: Segments;
  run: RunTrace | null;
  readonly folds: ProcessFold[];
  readonly later: LaterEvent[];
  readonly byPid: Map<number, ProcessFold>;
  current: ProcessFold | null;
  garbage: number;
  orphans: number;
  cut: boolean;
  readonly remarks: string[];
}

/**
/**
 * Reads one trace file as far as it goes. What is damaged is skipped, counted and told in `problems`; lines of the types
 * in `skip` are passed over unparsed. `segments` ties together the files that one process wrote; a process's folds are
 * given with its first file.
 * Throws a `TraceError` (`empty`, `newer`, `not-a-trace`, `unreadable`) where nothing in it is a trace.
 */
export async function readTraceFile(
  file: string,
  segments: Segments = new Segments(),
  skip: SkippedTypes = [],
): Promise<FileReading> {
  const state: State = {
    file,
    segments,
    skipped: skip.length === 0 ? null : new RegExp(`^\\{"type":"(?:${skip.join('|')})","atNs":(\\d+)`),
    run: null,
    folds: [],
    later: [],
    byPid: new Map(),
    current: null,
    garbage: 0,
    orphans: 0,
    cut: false,
    remarks: [],
  };
  try {
    const left = skip.map((type) => `{"type":"${type}"`);
    for await (const lines of left.length === 0 ? readLines(file) : siftLines(file, left)) {
      for (const line of lines) takeLine(state, line.text, line.ended);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (!hasBegun(state)) throw traceError('unreadable', file, error.code);
    state.remarks.push(`could not be read to its end (${error.code})`);
  }
  if (!hasBegun(state)) throw nothingIn(state);
  return { run: state.run, folds: state.folds, later: state.later, problems: problemsOf(state) };
}

function takeLine(state: State, text: string, ended: boolean): void {
  if (text.trim() === '' || passOver(state, text)) return;
  const parsed = parseLine(text);
  if (parsed.kind === 'event' && (hasBegun(state) || isOpening(parsed.event))) {
    takeEvent(state, parsed.event);
    return;
  }
  if (parsed.kind === 'garbage' && !ended) {
    state.cut = true;
    return;
  }
  if (parsed.kind === 'garbage') state.garbage += 1;
  if (parsed.kind === 'foreign' && hasBegun(state)) state.garbage += 1;
  const isForeign = parsed.kind !== 'garbage' || state.garbage > MAX_LEADING_GARBAGE;
  if (isForeign && !hasBegun(state)) throw notATrace(state.file);
}

/** True for a line that need not be parsed. It is a sign of life all the same. */
function passOver({ skipped, current }: State, text: string): boolean {
  const [, atNs] = skipped?.exec(text) ?? [];
  if (atNs === undefined || current === null) return false;
  current.trace.lastSeenNs = Math.max(current.trace.lastSeenNs, Number(atNs));
  return true;
}

function takeEvent(state: State, event: TraceEvent): void {
  switch (event.type) {
    case 'launch':
      takeLaunch(state, event);
      break;
    case 'spawned':
      if (state.run !== null) state.run = { ...state.run, pid: event.pid };
      break;
    case 'exited':
      if (state.run !== null) state.run = { ...state.run, exited: event };
      break;
    case 'load':
      if (state.run !== null) state.run = { ...state.run, load: event };
      break;
    case 'mapped':
    case 'original':
    case 'unmapped':
    case 'package':
    case 'survivor':
      state.later.push(event);
      break;
    case 'header':
      takeHeader(state, event);
      break;
    case 'of':
      state.current = state.byPid.get(event.pid) ?? null;
      break;
    default:
      if (state.current !== null && state.segments.isRepeated(state.current, event)) break;
      if (state.current === null || !foldEvent(state.current, event)) state.orphans += 1;
  }
}

function takeLaunch(state: State, event: LaunchEvent): void {
  checkVersion(state, event);
  if (state.run === null) state.run = { launch: event, pid: null, exited: null, load: null };
  else state.remarks.push('holds more than one run, which are shown as one');
}

function takeHeader(state: State, event: HeaderEvent): void {
  checkVersion(state, event);
  const { fold, isNew } = state.segments.foldFor(event, state.file);
  if (isNew) state.folds.push(fold);
  state.byPid.set(event.pid, fold);
  state.current = fold;
}

function checkVersion(state: State, event: HeaderEvent | LaunchEvent): void {
  if (event.version > TRACE_VERSION) throw traceError('newer', state.file, String(event.version));
}

function hasBegun(state: State): boolean {
  return state.run !== null || state.current !== null || state.folds.length > 0;
}

function isOpening(event: TraceEvent): boolean {
  return (event.type === 'header' || event.type === 'launch') && event.format === TRACE_FORMAT;
}

function nothingIn(state: State): TraceError {
  if (state.cut) return traceError('empty', state.file, ' but for the beginning of a line');
  return state.garbage > 0 ? notATrace(state.file) : traceError('empty', state.file);
}

function notATrace(file: string): TraceError {
  return traceError('not-a-trace', file, `: its first line is no ${TRACE_FORMAT} header`);
}

function problemsOf(state: State): TraceProblem[] {
  const remarks = [...new Set(state.remarks)];
  if (state.garbage > 0) remarks.push(`has ${lines(state.garbage)} that could not be understood; the rest was read`);
  if (state.orphans > 0) remarks.push(`has ${lines(state.orphans)} whose beginning is missing; left out`);
  if (state.cut) remarks.push('ends in the middle of a line, which was left out');
  return remarks.map((remark) => ({ file: state.file, message: `${basename(state.file)} ${remark}.` }));
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
