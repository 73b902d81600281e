import type { SourceBook, SourceText } from '../source/source-book.js';

/** A comment that silences findings: `// loopcheck-ignore <id>, <id> -- reason`. */
export interface IgnoreComment {
  readonly file: string;
  /** Its own line, 1-based. */
  readonly line: number;
  /** The line of code that it speaks of: its own where code stands before it, else the next one. */
  readonly covers: number;
  readonly ids: readonly string[];
  /** Null where none is given; such a comment silences nothing. */
  readonly reason: string | null;
}

const WORD = 'loopcheck-ignore';
const COMMENT = /^[\s*]*loopcheck-ignore(?![\w-])(.*)/m;
/** A line of nothing but a comment. */
const ONLY_COMMENT = /^\s*(?:\/\/|\/\*|\*(?=[\s/]|$)|$)/;

interface Found {
  readonly value: string;
  readonly line: number;
  readonly endLine: number;
}

/** Comments as the parser saw them; where it could not read the text, what stands behind `//` on a line. */
function commentsOf(sources: SourceBook, text: SourceText): readonly Found[] {
  const tree = sources.treeAt(text.file, text.startLine)?.tree ?? null;
  if (tree?.comments) {
    return tree.comments.map(({ value, loc }) => ({ value, line: loc?.start.line ?? 0, endLine: loc?.end.line ?? 0 }));
  }
  return text.lines.flatMap((content, index) => {
    const at = content.indexOf(`// ${WORD}`);
    const line = text.startLine + index;
    return at === -1 ? [] : [{ value: content.slice(at + 2), line, endLine: line }];
  });
}

/** The first line with code on it, from `line` on. */
function nextCode(text: SourceText, line: number): number {
  let at = line;
  while (at < text.startLine + text.lines.length && ONLY_COMMENT.test(text.lines[at - text.startLine] ?? 'x')) at += 1;
  return at;
}

function read(text: SourceText, { value, line, endLine }: Found): IgnoreComment[] {
  const [, said] = COMMENT.exec(value) ?? [];
  if (said === undefined) return [];
  const [before = '', ...after] = said.split(/(?:^|\s)--(?=\s|$)/);
  const reason = after.join('--').trim();
  const alone = ONLY_COMMENT.test(text.lines[line - text.startLine] ?? '');
  return [
    {
      file: text.file,
      line,
      covers: alone ? nextCode(text, endLine + 1) : line,
      ids: before.split(/[\s,]+/).filter(Boolean),
      reason: reason === '' ? null : reason,
    },
  ];
}

/** Every such comment in the texts of the trace; packages' own are left out. */
export function ignoreComments(sources: SourceBook): readonly IgnoreComment[] {
  return sources.texts
    .filter(({ file, lines }) => !file.includes('/node_modules/') && lines.some((line) => line.includes(WORD)))
    .flatMap((text) => commentsOf(sources, text).flatMap((found) => read(text, found)));
}
