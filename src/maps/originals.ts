import { realpathSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { OriginalEvent } from '../trace/run-events.js';
import { MAX_SOURCE_BYTES } from './limits.js';
import { readRegularFile } from './read-file.js';

/** As the probe keeps the texts of files that ran: whole up to this size, deflated and in base64. */
const MAX_WHOLE_BYTES = 16 * 1024;
/** Of larger sources, this many lines before and after each place. */
const WINDOW_LINES = 120;
/** Of sources with lines that long nothing is kept. */
const MAX_WINDOW_CHARS = 64 * 1024;

/** What may be read because a map names it: code, so that no map can have secrets put into a trace. */
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|mdx|coffee|litcoffee|ls|civet|imba|res|elm|gleam)$/i;

/**
 * The text of a source that its map does not hold, from the disk; null where it is not there, lies outside all of
 * `folders`, is no code, or was changed after `beforeMs` (wall clock) and so may not be what ran.
 */
export function readSource(file: string, folders: readonly string[], beforeMs: number): string | null {
  if (!isAbsolute(file) || !CODE.test(file)) return null;
  const real = realPath(file);
  if (real === null || !CODE.test(real) || !folders.some((folder) => isInside(real, realPath(folder)))) return null;
  const reading = readRegularFile(real, MAX_SOURCE_BYTES, file);
  return reading.text !== null && !(reading.modifiedMs > beforeMs) ? reading.text : null;
}

function realPath(file: string): string | null {
  try {
    return realpathSync(file);
  } catch {
    return null;
  }
}

/** The root of a disk is nobody's project. */
function isInside(file: string, folder: string | null): boolean {
  if (folder === null || relative(folder, '/') === '') return false;
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

/** The lines for the trace: the whole text, or what lies round the given lines (from 1). */
export function originalEvents(url: string, text: string, lines: ReadonlySet<number>): OriginalEvent[] {
  const deflated = (part: string) => deflateRawSync(part).toString('base64');
  const whole = text.length > MAX_SOURCE_BYTES ? null : deflated(text);
  if (whole !== null && whole.length <= MAX_WHOLE_BYTES) {
    return [{ type: 'original', url, startLine: 1, whole: true, text: whole, encoding: 'deflate' }];
  }
  const all = text.split('\n');
  const events: OriginalEvent[] = [];
  let coveredTo = 0;
  for (const line of [...lines].sort((a, b) => a - b)) {
    if (line <= coveredTo) continue;
    const startLine = Math.max(1, line - WINDOW_LINES);
    coveredTo = line + WINDOW_LINES;
    const part = all.slice(startLine - 1, coveredTo).join('\n');
    if (part.length > MAX_WINDOW_CHARS) continue;
    events.push({ type: 'original', url, startLine, whole: false, text: deflated(part), encoding: 'deflate' });
  }
  return events;
}
