import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { isNowhere } from '../../trace/nowhere.js';
import { isPacked, isPackingError, unpackAll, unpackStart } from '../../trace/packed.js';
import { TRACE_FORMAT } from '../../trace/version.js';
import type { Capture } from './capture.js';
import { clinicParts, importClinicFolder } from './clinic-folder.js';
import { importCpuProfile, isCpuProfile } from './cpuprofile.js';
import { importError } from './import-error.js';
import { parseLoosely } from './json-text.js';
import { importNodeReport, isNodeReport } from './node-report.js';
import { importSyncIo, isSyncIo } from './sync-io.js';
import { importTraceEvents } from './trace-events.js';

/** A JSON text of this size is some GB in memory. */
export const MAX_CAPTURE_BYTES = 400 * 1024 * 1024;

/** Enough to see what a file is. */
const LOOK_BYTES = 4096;

/** zlib's word for data that is longer unpacked than it may be. */
const TOO_MUCH = 'ERR_BUFFER_TOO_LARGE';

const TAKES =
  'a Clinic Doctor folder, a .cpuprofile, a Chrome or Node trace, a diagnostic report, or the output of --trace-sync-io';

/**
 * Reads another tool's capture at `path`: what it is is told by its content. Null where it is loopcheck's own trace, is
 * not there, or (unless `mustBe`) is nothing that is known. Throws a `TraceError`, one sentence, where it is of a known
 * kind and can't be used.
 */
export function readForeign(path: string, { mustBe = false } = {}): Capture | null {
  try {
    return statSync(path).isDirectory() ? readFolder(path, mustBe) : readFile(path, mustBe);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (isPackingError(error)) return fail(path, `${path} is damaged as gzip data (${code}): copy it anew.`);
    if (code === TOO_MUCH) return fail(path, tooLarge(path));
    if (code === undefined || syscall === undefined) throw error;
    if (!isNowhere(error)) return fail(path, `${path} cannot be read (${code}): check its permissions.`);
    return mustBe ? fail(path, `There is no file ${path}: check the path.`) : null;
  }
}

function readFolder(path: string, mustBe: boolean): Capture | null {
  const parts = clinicParts(path);
  if (parts !== null) return importClinicFolder(path, parts);
  if (mustBe) throw importError(path, `${path} is no folder of Clinic Doctor's: give ${TAKES}.`);
  return null;
}

function readFile(path: string, mustBe: boolean): Capture | null {
  const { start, size, packed } = lookAt(path);
  if (start.includes(`"${TRACE_FORMAT}"`)) {
    if (mustBe) throw importError(path, `${path} is loopcheck's own already: loopcheck report ${path} shows it.`);
    return null;
  }
  const isJson = /^\uFEFF?\s*[[{]/.test(start);
  if (!isJson && !isText(start)) return unknownFile(path, mustBe);
  if (size > MAX_CAPTURE_BYTES) return mustBe || isJson ? fail(path, tooLarge(path, size)) : null;
  const text = readText(path, packed).replace(/^\uFEFF/, '');
  const found = isJson ? fromJson(path, text, mustBe) : null;
  if (found !== null) return found;
  if (isSyncIo(text)) return importSyncIo(text, path);
  return unknownFile(path, mustBe, text.trim() === '');
}

function tooLarge(path: string, size?: number): string {
  const has =
    size === undefined ? `holds more than ${MAX_CAPTURE_BYTES / 2 ** 20} MB` : `has ${Math.round(size / 2 ** 20)} MB`;
  return `${path} ${has}, which is too much to import: record for a shorter time.`;
}

function readText(path: string, packed: boolean): string {
  const bytes = readFileSync(path);
  return (packed ? unpackAll(bytes, MAX_CAPTURE_BYTES) : bytes).toString('utf8');
}

function lookAt(path: string): { start: string; size: number; packed: boolean } {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(LOOK_BYTES);
    const read = start.subarray(0, readSync(file, start));
    const packed = isPacked(read);
    const text = (packed ? unpackStart(read) : read).toString('utf8');
    // The last character may have been cut.
    return { start: text.replace(/\uFFFD$/, ''), size: fstatSync(file).size, packed };
  } finally {
    closeSync(file);
  }
}

function isText(start: string): boolean {
  return !start.includes('\0') && !start.includes('\uFFFD');
}

function fromJson(path: string, text: string, mustBe: boolean): Capture | null {
  const json = parseLoosely(text);
  if (json === undefined) {
    const kind = kindOfBroken(text);
    return kind === null
      ? null
      : fail(path, `${path} looks like ${kind} that was cut off or damaged: record it again.`);
  }
  const { value, isCut } = json;
  const capture = fromValue(path, value, mustBe);
  if (capture === null || !isCut) return capture;
  const message = `${basename(path)} ends in the middle of an event; what came before was read.`;
  return { ...capture, problems: [...capture.problems, { file: path, message }] };
}

function fromValue(path: string, value: unknown, mustBe: boolean): Capture | null {
  if (isCpuProfile(value)) return importCpuProfile(value, path);
  if (isNodeReport(value)) return importNodeReport(value, path);
  const { traceEvents, snapshot, head, format } = (value ?? {}) as Record<string, unknown>;
  const events = Array.isArray(value) ? value : traceEvents;
  if (Array.isArray(events) && (traceEvents !== undefined || events.some(isTraceEvent))) {
    const isNode = events.some((one) => String((one as { cat?: unknown } | null)?.cat ?? '').startsWith('node'));
    return importTraceEvents(events, path, isNode ? 'node-trace' : 'chrome-trace');
  }
  if (String(format).startsWith('loopcheck-'))
    return fail(
      path,
      `${path} is a ${format} and no trace: name the trace that it was made from; loopcheck diff takes reports.`,
    );
  if (!mustBe) return null;
  if (snapshot !== undefined)
    return fail(path, `${path} is a heap snapshot, which tells nothing of the loop: give ${TAKES}.`);
  if (head !== undefined)
    return fail(path, `${path} is a profile of the heap, which tells nothing of the loop: give ${TAKES}.`);
  return null;
}

function isTraceEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ph' in value;
}

function kindOfBroken(text: string): string | null {
  const start = text.slice(0, LOOK_BYTES);
  if (start.includes('"callFrame"')) return 'a CPU profile';
  if (start.includes('"traceEvents"')) return 'a Chrome trace';
  if (start.includes('"reportVersion"')) return 'a diagnostic report';
  return null;
}

function unknownFile(path: string, mustBe: boolean, isEmpty = false): null {
  if (!mustBe) return null;
  if (isEmpty) return fail(path, `${path} is empty: record it again.`);
  return fail(path, `${path} is nothing that loopcheck can import: give ${TAKES}.`);
}

function fail(path: string, sentence: string): never {
  throw importError(path, sentence);
}
