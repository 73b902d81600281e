import { basename } from 'node:path';
import type { HeaderEvent, TraceEvent } from './events.js';
import { foldEvent, type ProcessFold } from './fold.js';
import { copyOf, HealthReader } from './health-line.js';
import { LETTER, letterOf, readCloseHead, readOpening } from './line-head.js';
import { readLines } from './lines.js';
import { LooksAside, readLooks } from './looks-aside.js';
import { isPackingError } from './packed.js';
import { parseLine } from './parse-line.js';
import { Retention } from './retention.js';
import type { LaterEvent, LaunchEvent } from './run-events.js';
import { readSeal } from './seal.js';
import { Segments } from './segments.js';
import { type SkippedTypes, type SkipTest, skipTest } from './skipped-lines.js';
import type { RunTrace, TraceProblem } from './trace.js';
import { type TraceError, type TraceErrorReason, traceError } from './trace-error.js';
import { TRACE_FORMAT, TRACE_VERSION } from './version.js';

/** What one file holds: a process, a run's launcher, or both of many where the file is shared. */
export interface FileReading {
  readonly run: RunTrace | null;
  /** Its lines bear checksums. */
  readonly isSealed: boolean;
  readonly folds: readonly ProcessFold[];
  /** What was found out after the run about its processes, in this file or others. */
  readonly later: readonly LaterEvent[];
  readonly problems: readonly TraceProblem[];
}

/** A file of another make is given up after this many lines in which nothing was ours: it may be huge. */
const MAX_LEADING_GARBAGE = 100;
/** Each line of a trace begins so. */
const LINE_BEGINNING = '{"type":"';

/** What the files of a trace have in common. */
export interface Shared {
  /** Ties together the files that one process wrote. */
  readonly segments: Segments;
  /** Keeps the memory that the trace takes within bounds. */
  readonly retention: Retention;
  /** The lines of these types are passed over. */
  readonly skip?: SkippedTypes;
}

interface State extends Shared {
  readonly file: string;
  readonly skipped: SkipTest | null;
  readonly aside: LooksAside;
  readonly healthReader: HealthReader;
  run: RunTrace | null;
  readonly folds: ProcessFold[];
  readonly later: LaterEvent[];
  readonly byPid: Map<number, ProcessFold>;
  current: ProcessFold | null;
  garbage: number;
  orphans: number;
  /** Lines whose checksum is wrong, or lost. */
  damaged: number;
  /** Lines without a checksum before the first that had one: all others have one, so it was damaged in these. */
  unsealed: number;
  /** A first line without a checksum, until the second shows whether the file has any. */
  first: string | null;
  isSealed: boolean;
  /** Several processes write to the file by turns. */
  isMixed: boolean;
  cut: boolean;
  readonly remarks: string[];
}

/**
 * Reads one trace file as far as it goes. What is damaged is left out, counted and told in `problems`. A process's folds
 * are given with its first file. The looks at stalls are read at last, by `retention.finish`.
 * Throws a `TraceError` (`empty`, `newer`, `not-a-trace`, `unreadable`) where nothing in it is a trace.
 */
export async function readTraceFile(
  file: string,
  shared: Shared = { segments: new Segments(), retention: new Retention() },
): Promise<FileReading> {
  const { skip = [] } = shared;
  const state: State = {
    ...shared,
    file,
    skipped: skipTest(skip),
    aside: new LooksAside(),
    healthReader: new HealthReader(),
    run: null,
    folds: [],
    later: [],
    byPid: new Map(),
    current: null,
    garbage: 0,
    orphans: 0,
    damaged: 0,
    unsealed: 0,
    first: null,
    isSealed: false,
    isMixed: false,
    cut: false,
    remarks: [],
  };
  try {
    await readLines(
      file,
      (bytes, start, end, isEnded) => takeLine(state, bytes, start, end, isEnded),
      (bytes) => state.aside.leaveBuffer(bytes),
    );
    takeFirst(state);
  } catch (error) {
    const broken = whyBroken(error);
    if (broken === null) throw error;
    if (!hasBegun(state)) throw traceError(broken.reason, file, broken.code);
    state.remarks.push(broken.remark);
  }
  if (!hasBegun(state)) throw nothingIn(state);
  const { run, isSealed, folds, later } = state;
  return { run, isSealed, folds, later, problems: problemsOf(state) };
}

const CLOSING_BRACE = 0x7d;
const SAMPLE = '{"type":"sample"';

function takeLine(state: State, bytes: Buffer, start: number, end: number, isEnded: boolean): void {
  const seal = readSeal(bytes, start, end);
  if (typeof seal === 'number') {
    state.isSealed = true;
    state.first = null;
    if (passOver(state, bytes, start) || setAside(state, bytes, start, end, seal)) return;
    bytes[seal] = CLOSING_BRACE;
    const content = bytes.toString('utf8', start, seal + 1);
    if (content.startsWith(SAMPLE)) state.aside.leaveBuffer(bytes);
    takeText(state, content, isEnded, true);
    return;
  }
  if (seal === 'none' && !state.isSealed && state.unsealed > 1 && passOver(state, bytes, start)) {
    state.unsealed += 1;
    return;
  }
  const text = bytes.toString('utf8', start, end);
  if (text.trim() === '') return;
  if (seal === 'none' && !state.isSealed) {
    state.unsealed += 1;
    if (state.unsealed === 1 && isEnded) state.first = text;
    else {
      takeFirst(state);
      takeText(state, text, isEnded, false);
    }
  } else if (!isEnded) state.cut = true;
  else tookDamage(state);
}

function takeFirst(state: State): void {
  const { first } = state;
  state.first = null;
  if (first !== null) takeText(state, first, true, false);
}

/** Whose the next lines are is not sure where several processes write by turns, until one says so. */
function tookDamage(state: State): void {
  state.damaged += 1;
  if (state.isMixed) state.current = null;
}

/** What most lines of a large trace are, is taken without parsing it: looks, and what else is told of a stall that goes. */
function setAside(state: State, bytes: Buffer, start: number, end: number, seal: number): boolean {
  const { current, aside, retention } = state;
  if (current === null) return false;
  const letter = letterOf(bytes, start);
  if (letter === LETTER.health) {
    const health = state.healthReader.read(bytes, start, seal);
    if (health === null) return false;
    if (retention.mergesAtOnce(current, health)) sawAt(current, health.atNs);
    else takeOfProcess(state, copyOf(health));
    return true;
  }
  if (letter !== LETTER.stall) return false;
  if (aside.take(current, bytes, start, end)) return true;
  const opening = readOpening(bytes, start, end);
  if (opening !== null) {
    const [stall = 0, startNs = 0, atNs = 0] = opening;
    takeOfProcess(state, { type: 'stall-open', stall, startNs, atNs });
    return true;
  }
  const close = readCloseHead(bytes, start, end);
  if (close === null) return false;
  const [stall = 0, startNs = 0, endNs = 0] = close;
  if (!retention.dropsAtOnce(current, stall, startNs, endNs)) return false;
  sawAt(current, endNs);
  return true;
}

function takeText(state: State, text: string, isEnded: boolean, isSealed: boolean): void {
  const parsed = parseLine(text);
  if (parsed.kind === 'event' && !isSealed && saysSealed(parsed.event)) {
    state.isSealed = true;
    // Counted as such already, as every line before the first with a checksum.
    if (state.isMixed) state.current = null;
    return;
  }
  if (parsed.kind === 'event' && (hasBegun(state) || isOpening(parsed.event))) {
    takeEvent(state, parsed.event);
    return;
  }
  if (parsed.kind === 'garbage' && !isEnded) {
    if (!hasBegun(state) && !isBeginning(text)) throw notATrace(state.file);
    state.cut = true;
    return;
  }
  if (parsed.kind === 'garbage') state.garbage += 1;
  if (parsed.kind === 'foreign' && hasBegun(state)) state.garbage += 1;
  const isForeign = parsed.kind !== 'garbage' || state.garbage > MAX_LEADING_GARBAGE;
  if (isForeign && !hasBegun(state)) throw notATrace(state.file);
}

/** What is left of a line may have been one of a trace. */
function isBeginning(text: string): boolean {
  return LINE_BEGINNING.startsWith(text.slice(0, LINE_BEGINNING.length));
}

/** The line says itself that it bears a checksum. */
function saysSealed(event: TraceEvent): boolean {
  return (event.type === 'header' || event.type === 'launch') && event.checksums !== undefined;
}

function sawAt({ trace }: ProcessFold, atNs: number): void {
  trace.lastSeenNs = Math.max(trace.lastSeenNs, atNs);
}

/** True for a line that need not be parsed. It is a sign of life all the same. */
function passOver({ skipped, current }: State, bytes: Buffer, start: number): boolean {
  const atNs = current === null ? null : (skipped?.(bytes, start) ?? null);
  if (atNs === null || current === null) return false;
  sawAt(current, atNs);
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
      state.isMixed = true;
      state.current = state.byPid.get(event.pid) ?? null;
      break;
    default:
      takeOfProcess(state, event);
  }
}

function takeOfProcess(state: State, event: Parameters<typeof foldEvent>[1]): void {
  const { current, segments, retention } = state;
  if (current === null) {
    state.orphans += 1;
    return;
  }
  if (segments.isRepeated(current, event)) return;
  // Those that were put aside come first.
  if (event.type === 'sample') state.garbage += readLooks(current, event.stall);
  if (foldEvent(current, event)) retention.took(current, event);
  else state.orphans += 1;
}

function takeLaunch(state: State, event: LaunchEvent): void {
  checkVersion(state, event);
  if (state.run === null) state.run = { launch: event, pid: null, exited: null, load: null };
  else state.remarks.push('holds more than one run, which are shown as one');
}

function takeHeader(state: State, event: HeaderEvent): void {
  checkVersion(state, event);
  const { fold, isNew } = state.segments.foldFor(event, state.file);
  fold.isSealed ||= state.isSealed;
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
  return state.garbage + state.damaged > 0 ? notATrace(state.file) : traceError('empty', state.file);
}

function notATrace(file: string): TraceError {
  return traceError('not-a-trace', file, `: its first line is no ${TRACE_FORMAT} header`);
}

function problemsOf(state: State): TraceProblem[] {
  const remarks = [...new Set(state.remarks)];
  const damaged = state.damaged + (state.isSealed ? state.unsealed : 0);
  if (damaged > 0) remarks.push(`has ${lines(damaged)} whose checksum does not fit: damaged, and left out`);
  if (state.garbage > 0) remarks.push(`has ${lines(state.garbage)} that could not be understood; the rest was read`);
  if (state.orphans > 0) remarks.push(`has ${lines(state.orphans)} whose beginning is missing; left out`);
  if (state.cut) remarks.push('ends in the middle of a line, which was left out');
  return remarks.map((remark) => ({ file: state.file, message: `${basename(state.file)} ${remark}.` }));
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

/** What is wrong with a file that can't be read on; null where something else went wrong. */
function whyBroken(error: unknown): { reason: TraceErrorReason; code: string; remark: string } | null {
  if (isPackingError(error)) {
    const { code } = error;
    return { reason: 'packed', code, remark: `is damaged as gzip data (${code}); what came before was read` };
  }
  if (!isSystemError(error)) return null;
  return { reason: 'unreadable', code: error.code, remark: `could not be read to its end (${error.code})` };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
