import { Session } from 'node:inspector';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Place } from './stall.js';

/** `data:application/json;charset=utf-8;base64,…`, as test runners put it behind the code that they compile. */
const INLINE = /^data:application\/json[^,]*;base64,(.*)$/s;

/**
 * The place in the file as its author wrote it, by the map that the running code carries in itself; the place as it is
 * where there is none. Takes some ms, once a failing test.
 */
export function originalPlace(place: Place): Place {
  try {
    const map = inlineMapOf(place.file);
    if (map === null) return place;
    const found = originalPositionFor(map, { line: place.line, column: Math.max(0, place.column - 1) });
    if (found.line === null || found.source === null) return place;
    const file = found.source === '' ? place.file : resolve(dirname(place.file), pathOf(found.source));
    return { file, line: found.line, column: found.column + 1, function: place.function };
  } catch {
    return place;
  }
}

/** V8 tells a new session of all scripts that it has, and where their maps are. */
function inlineMapOf(file: string): TraceMap | null {
  const session = new Session();
  session.connect();
  let text: string | undefined;
  session.on('Debugger.scriptParsed', ({ params }) => {
    const inline = INLINE.exec(params.sourceMapURL ?? '');
    if (inline !== null && pathOf(params.url) === file) text = inline[1];
  });
  session.post('Debugger.enable');
  session.post('Debugger.disable');
  session.disconnect();
  return text === undefined ? null : new TraceMap(Buffer.from(text, 'base64').toString('utf8'));
}

function pathOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}
