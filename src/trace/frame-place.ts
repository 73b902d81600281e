import { fileURLToPath } from 'node:url';
import type { FrameEvent } from './events.js';

/** Where a frame's code ran. */
export interface FramePlace {
  /** Absolute path, `node:fs`, a name given to generated code, or '' for V8's built-ins. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Code that came from a string and is reported where that string was compiled. */
  readonly isGenerated: boolean;
}

/** What `vm` calls a script without a file name; nobody gave that name. */
const UNNAMED_SCRIPTS = new Set(['', '[eval]-wrapper', 'evalmachine.<anonymous>', '<anonymous>', 'undefined']);

export function isUnnamedScript(url: string): boolean {
  return UNNAMED_SCRIPTS.has(url);
}

/** A path for a `file:` URL; everything else as it is. */
export function fileOf(url: string): string {
  if (!url.startsWith('file:')) return url;
  try {
    return fileURLToPath(url);
  } catch {
    return url;
  }
}

const PLACE = /\(?((?:file:\/\/|[A-Za-z]:[\\/]|\/|node:|\[)[^()]*?):(\d+):(\d+)\)*\s*$/;

/** `eval at f (eval at g (/app/a.js:3:4), <anonymous>:1:1)` → the place in a file that it all comes from. */
function compiledAt(evalOrigin: string): FramePlace | null {
  const inner = /\((?!eval at)([^()]+:\d+:\d+)\)/.exec(evalOrigin)?.[1] ?? evalOrigin;
  const match = PLACE.exec(inner);
  if (match === null) return null;
  return { file: fileOf(match[1] ?? ''), line: Number(match[2]), column: Number(match[3]), isGenerated: true };
}

/** The frame's own place; for nameless code from a string, the place that compiled it. */
export function placeOf(event: FrameEvent): FramePlace {
  const isGenerated = event.flags?.includes('e') === true && isUnnamedScript(event.url);
  const origin = isGenerated && event.evalOrigin !== undefined ? compiledAt(event.evalOrigin) : null;
  return origin ?? { file: fileOf(event.url), line: event.line, column: event.column, isGenerated: false };
}
