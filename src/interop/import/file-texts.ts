import { readFileSync, statSync } from 'node:fs';
import type { SourceEvent } from '../../trace/events.js';
import { fileOf } from '../../trace/frame-place.js';
import type { Place } from './stack-book.js';

const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Texts of the files that places lie in, where they are on this disk and hold such a line. Nothing says that they are as they ran. */
export function fileTexts(places: readonly Place[]): SourceEvent[] {
  const lines = new Map<string, number>();
  for (const { url, line } of places) if (isFile(url)) lines.set(url, Math.max(line, lines.get(url) ?? 0));
  return [...lines].flatMap(([url, last]): SourceEvent[] => {
    try {
      const path = fileOf(url);
      if (statSync(path).size > MAX_FILE_BYTES) return [];
      const text = readFileSync(path, 'utf8');
      return text.split('\n').length < last ? [] : [{ type: 'source', url, startLine: 1, whole: true, text }];
    } catch {
      return [];
    }
  });
}

function isFile(url: string): boolean {
  return /^(?:\/|[A-Za-z]:[\\/]|file:)/.test(url);
}
