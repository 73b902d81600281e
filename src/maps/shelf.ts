import type { OriginalEvent } from '../trace/run-events.js';
import { originalEvents, readSource } from './originals.js';
import type { ScriptRun } from './script-maps.js';
import type { Base } from './source-place.js';

/** The sources that frames were mapped to. */
export interface Shelf {
  /** Lines of a source; null where its text is not to be had. `content` is what the map holds of it. */
  readonly linesOf: (file: string, content: string | null, base: Base) => readonly string[] | null;
  /** Marks a line (from 1) as one that a report may show. */
  readonly want: (file: string, line: number) => void;
  /** The texts round the wanted lines. */
  readonly events: () => readonly OriginalEvent[];
}

interface Book {
  readonly text: string;
  readonly lines: readonly string[];
  readonly wanted: Set<number>;
}

/** An empty shelf for the processes of one folder. */
export function openShelf({ cwd, endMs }: ScriptRun): Shelf {
  const books = new Map<string, Book | null>();
  const open = (file: string, content: string | null, { folder, project }: Base): Book | null => {
    const known = books.get(file);
    if (known !== undefined) return known;
    const text = content ?? readSource(file, [project, cwd, folder], endMs);
    const book = text === null ? null : { text, lines: text.split(/\r?\n/), wanted: new Set<number>() };
    books.set(file, book);
    return book;
  };
  return {
    linesOf: (file, content, base) => open(file, content, base)?.lines ?? null,
    want: (file, line) => books.get(file)?.wanted.add(line),
    events: () =>
      [...books].flatMap(([file, book]) =>
        book === null || book.wanted.size === 0 ? [] : originalEvents(file, book.text, book.wanted),
      ),
  };
}
