import inspector = require('node:inspector');
import path = require('node:path');
import url = require('node:url');
import mapping = require('@jridgewell/trace-mapping');

import type { Place } from './stall.cjs';

/** `data:application/json;charset=utf-8;base64,…`, as test runners put it behind the code that they compile. */
const INLINE = /^data:application\/json[^,]*;base64,(.*)$/s;

/**
 * The place in the file as its author wrote it, by the map that the running code carries in itself; the place as it is
 * where there is none. Takes some ms, once a failing test.
 */
function originalPlace(place: Place): Place {
  try {
    const map = inlineMapOf(place.file);
    if (map === null) return place;
    const found = mapping.originalPositionFor(map, { line: place.line, column: Math.max(0, place.column - 1) });
    if (found.line === null || found.source === null) return place;
    const file = found.source === '' ? place.file : path.resolve(path.dirname(place.file), pathOf(found.source));
    return { file, line: found.line, column: found.column + 1, function: place.function };
  } catch {
    return place;
  }
}

type SourceMap = InstanceType<typeof mapping.TraceMap>;

/** V8 tells a new session of all scripts that it has, and where their maps are. */
function inlineMapOf(file: string): SourceMap | null {
  const session = new inspector.Session();
  session.connect();
  let text: string | undefined;
  session.on('Debugger.scriptParsed', ({ params }) => {
    const inline = INLINE.exec(params.sourceMapURL ?? '');
    if (inline !== null && pathOf(params.url) === file) text = inline[1];
  });
  session.post('Debugger.enable');
  session.post('Debugger.disable');
  session.disconnect();
  return text === undefined ? null : new mapping.TraceMap(Buffer.from(text, 'base64').toString('utf8'));
}

function pathOf(source: string): string {
  return source.startsWith('file:') ? url.fileURLToPath(source) : source;
}

export = { originalPlace };
