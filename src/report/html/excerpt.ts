import type { Report, Stall, WordedCulprit } from '../report.js';
import type { CodeExcerpt } from './page-data.js';

const LINES_BEFORE = 5;
const LINES_AFTER = 7;
/** Of a minified file, one line can be a megabyte. */
const LINE_CHARACTERS = 240;

type HotStall = Pick<Stall, 'durationMs' | 'stack'>;

/** Share of the stalls' time in which each line of the file was on the stack. */
function heatOf(stalls: readonly HotStall[], file: string): ReadonlyMap<number, number> {
  const wholeMs = stalls.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const heat = new Map<number, number>();
  for (const { durationMs, stack } of stalls) {
    const lines = new Map<number, number>();
    for (const frame of stack) {
      if (frame.file === file && frame.async !== true)
        lines.set(frame.line, Math.max(lines.get(frame.line) ?? 0, frame.share));
    }
    for (const [line, share] of lines) heat.set(line, (heat.get(line) ?? 0) + (share * durationMs) / wholeMs);
  }
  return heat;
}

/** What of a long line lies round the column. */
function clipped(text: string, column: number): string {
  if (text.length <= LINE_CHARACTERS) return text;
  const from = Math.max(0, Math.min(column - LINE_CHARACTERS / 2, text.length - LINE_CHARACTERS));
  const cut = text.slice(from, from + LINE_CHARACTERS);
  return `${from > 0 ? '…' : ''}${cut}${from + LINE_CHARACTERS < text.length ? '…' : ''}`;
}

/** The lines round the blamed one, with how hot each was; null where the source is not in the trace. */
export function excerptOf(
  { location }: Pick<WordedCulprit, 'location'>,
  stalls: readonly HotStall[],
  sources: Report['sources'],
): CodeExcerpt | null {
  const source = location === null ? undefined : sources.get(location.file);
  if (location === null || source === undefined) return null;
  const first = Math.max(source.startLine, location.line - LINES_BEFORE);
  const last = Math.min(source.startLine + source.lines.length - 1, location.line + LINES_AFTER);
  if (location.line < first || location.line > last) return null;
  const lines = source.lines
    .slice(first - source.startLine, last + 1 - source.startLine)
    .map((text, index) => clipped(text.trimEnd(), first + index === location.line ? location.column : 0));
  const heat = [...heatOf(stalls, location.file)].filter(([line]) => line >= first && line <= last);
  return {
    startLine: first,
    lines: lines.map((text) => text.replaceAll('\t', '  ')),
    heat: heat.sort(([a], [b]) => a - b),
  };
}
