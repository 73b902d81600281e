import type { FrameEvent } from '../trace/events.js';
import type { FramePlace } from '../trace/frame-place.js';
import type { MappedEvent } from '../trace/run-events.js';
import { lineOf, sourceName } from './names.js';
import { originalAt, refineColumn, segmentColumn } from './position.js';
import type { MappedScript } from './script-maps.js';
import { placeSource } from './source-place.js';

/** A frame's place in a source, but for whose frame it is. */
export type FrameMapping = Omit<MappedEvent, 'type' | 'pid' | 'armedNs' | 'frame'>;

/** Lines of a source by its place and, where the map holds it, its text. */
export type LinesOf = (file: string, content: string | null) => readonly string[] | null;

/** Where a frame lies in its author's source; null where the map does not fit the source. */
export function mapFrame(
  mapped: MappedScript,
  frame: FrameEvent,
  place: FramePlace,
  linesOf: LinesOf,
): FrameMapping | null {
  const { loaded, base, script } = mapped;
  const { line, column } = place;
  const found = originalAt(loaded, line, column);
  if (found === 'helper') return { url: place.file, line, column, role: 'helper' };
  if (found === 'outside') return null;
  const { source } = found;
  if (source.name === null) return { url: place.file, line, column, role: 'helper' };
  const { file, isTools } = placeSource(source.name, base);
  const lines = linesOf(file, source.content);
  const text = lines?.[found.line - 1];
  if (lines !== null && text === undefined) return null;
  const from = segmentColumn(loaded, line, column);
  const exact =
    script === null || text === undefined
      ? found.column
      : refineColumn({ text: lineOf(script, line), from, to: column }, { text, from: found.column });
  const name = script === null ? null : sourceName(loaded, script, frame.function, place);
  return {
    url: file,
    line: found.line,
    column: exact,
    ...(name === null ? {} : { function: name }),
    ...(source.name === file ? {} : { source: source.name }),
    ...(isTools || source.isIgnored ? { role: 'ignored' } : {}),
  };
}
