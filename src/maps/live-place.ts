import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { FrameEvent, SourceMapEvent } from '../trace/events.js';
import { placeOf } from '../trace/frame-place.js';
import { mapFrame } from './map-frame.js';
import { openScriptMap, type ScriptMap } from './script-maps.js';

/** Larger scripts are left as they ran while the target runs: their maps would cost it what the line is worth. */
const MAX_LIVE_BYTES = 8 * 1024 * 1024;

/** Where a frame lies in its author's source; null where it ran as it was written, or that is not to be found. */
export type FindSource = (frame: FrameEvent, recorded: SourceMapEvent | undefined) => FrameEvent | null;

/** Finds places while the target runs: near enough for a line that is gone in a second. Each map is opened once. */
export function liveSources(cwd: string): FindSource {
  const scripts = new Map<string, ScriptMap>();
  const open = (file: string, recorded: SourceMapEvent | undefined): ScriptMap => {
    const key = recorded === undefined ? file : `${file}\0recorded`;
    const known = scripts.get(key);
    if (known !== undefined) return known;
    const isSmall = recorded !== undefined || (isAbsolute(file) && sizeOf(file) <= MAX_LIVE_BYTES);
    // The run goes on, so nothing was changed after it.
    const script = isSmall ? openScriptMap(file, recorded, { cwd, endMs: Number.POSITIVE_INFINITY }) : null;
    scripts.set(key, script);
    return script;
  };
  return (frame, recorded) => {
    const place = placeOf(frame);
    if (place.line < 1 || place.column < 1) return null;
    const script = open(place.file, recorded);
    if (script === null || script.loaded === null) return null;
    const found = mapFrame(script, frame, place, () => null);
    if (found === null || found.role !== undefined) return null;
    const { url, line, column, function: name = frame.function } = found;
    return { ...frame, url, line, column, function: name };
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
