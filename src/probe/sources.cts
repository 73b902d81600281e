/**
 * Puts the text of the files that a stall's frames lie in into the trace, so that causes can be told and code shown
 * where the trace is read, not only where it was made. Runs on the monitor's thread.
 */
import fs = require('node:fs');
import url = require('node:url');

import type { RawStack } from './messages.cjs';

/** Loaded when it is needed: not every run has anything to pack. */
const zlib = () => require('node:zlib') as typeof import('node:zlib');

const { readFileSync, statSync } = fs;

/** Whole files up to this size, deflated and in base64: most hand-written files. */
const MAX_WHOLE_BYTES = 16 * 1024;
/** Of larger files, this many lines before and after the place. */
const WINDOW_LINES = 120;
/** Of files with lines that long (bundles, minified code) nothing is taken. */
const MAX_WINDOW_CHARS = 64 * 1024;
/** Files above this are not even read. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

interface SourceRow {
  type: 'source';
  url: string;
  startLine: number;
  whole: boolean;
  text: string;
  encoding: 'deflate';
}

function pathOf(fileUrl: string): string | null {
  if (fileUrl.startsWith('file:')) {
    try {
      return url.fileURLToPath(fileUrl);
    } catch {
      return null;
    }
  }
  return fileUrl.startsWith('/') || /^[A-Za-z]:[\\/]/.test(fileUrl) ? fileUrl : null;
}

function deflated(text: string): string {
  return zlib().deflateRawSync(text).toString('base64');
}

function row(fileUrl: string, text: string, line: number): SourceRow | null {
  const whole = deflated(text);
  if (whole.length <= MAX_WHOLE_BYTES) {
    return {
      type: 'source',
      url: fileUrl,
      startLine: 1,
      whole: true,
      text: whole,
      encoding: 'deflate',
    };
  }
  const first = Math.max(1, line - WINDOW_LINES);
  const part = text
    .split('\n')
    .slice(first - 1, line + WINDOW_LINES)
    .join('\n');
  if (part.length > MAX_WINDOW_CHARS) return null;
  return {
    type: 'source',
    url: fileUrl,
    startLine: first,
    whole: false,
    text: deflated(part),
    encoding: 'deflate',
  };
}

/** The place in one of the files at which a text stands, if it stands there only once. */
function findText(text: string, files: readonly string[]): { url: string; line: number; column: number } | null {
  for (const fileUrl of files) {
    const file = pathOf(fileUrl);
    if (file === null) continue;
    try {
      if (statSync(file).size > MAX_FILE_BYTES) continue;
      const content = readFileSync(file, 'utf8');
      const at = content.indexOf(text);
      if (at === -1 || content.indexOf(text, at + 1) !== -1) continue;
      const before = content.slice(0, at).split('\n');
      return { url: fileUrl, line: before.length, column: (before[before.length - 1] ?? '').length + 1 };
    } catch {
      // Gone or not to be read: the next one.
    }
  }
  return null;
}

interface SourceBook {
  /** The file and line pairs of a stack worth keeping: the user's frames, else the innermost dependency. */
  want(stack: RawStack): readonly (readonly [url: string, line: number])[];
  /** The line for the trace, or null if it is there already or can't be had. */
  take(fileUrl: string, line: number): SourceRow | null;
  /** Forgets what was written. */
  restart(): void;
}

function isFile(fileUrl: string): boolean {
  return pathOf(fileUrl) !== null;
}

function makeSourceBook(): SourceBook {
  const taken = new Map<string, 'whole' | Set<number>>();
  return {
    restart: () => taken.clear(),
    want(stack) {
      const files = stack.filter((frame) => isFile(frame[1]));
      const own = files.filter((frame) => !frame[1].includes('/node_modules/'));
      return (own.length > 0 ? own : files.slice(0, 1)).map((frame) => [frame[1], frame[2]] as const);
    },
    take(fileUrl, line) {
      const key = pathOf(fileUrl) ?? fileUrl;
      const before = taken.get(key);
      const window = Math.floor(line / WINDOW_LINES);
      if (before === 'whole' || before?.has(window)) return null;
      const done = before ?? new Set<number>();
      done.add(window);
      taken.set(key, done);
      try {
        const file = pathOf(fileUrl);
        if (file === null || statSync(file).size > MAX_FILE_BYTES) return null;
        const result = row(fileUrl, readFileSync(file, 'utf8'), line);
        if (result?.whole) taken.set(key, 'whole');
        return result;
      } catch {
        return null;
      }
    },
  };
}

export = { makeSourceBook, findText };
