import { clipEnd } from '../text/width.js';
import { GLUE, type Line } from '../text/wrap.js';
import type { Ink } from './ink.js';
import { heading, paragraph } from './layout.js';

/** A block of a Markdown page, as far as our own pages use Markdown. */
type Block =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'code'; readonly lines: readonly string[] }
  | { readonly type: 'item'; readonly text: string }
  | { readonly type: 'text'; readonly text: string };

const FENCE = '```';

/** Splits a page into headings, fenced code, list items and paragraphs. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let code: string[] | null = null;
  /** The paragraph or item that the next line goes on with. */
  let open = false;
  for (const line of markdown.split(/\r?\n/)) {
    if (code !== null) {
      if (line.startsWith(FENCE)) {
        blocks.push({ type: 'code', lines: code });
        code = null;
      } else code.push(line);
      continue;
    }
    const title = /^(#+) (.*)$/.exec(line);
    const item = /^[-*] (.*)$/.exec(line);
    const last = blocks.at(-1);
    if (line.startsWith(FENCE)) code = [];
    else if (title !== null) blocks.push({ type: 'heading', level: title[1]?.length ?? 1, text: title[2] ?? '' });
    else if (item !== null) blocks.push({ type: 'item', text: item[1] ?? '' });
    else if (line.trim() !== '' && open && (last?.type === 'text' || last?.type === 'item')) {
      blocks[blocks.length - 1] = { ...last, text: `${last.text} ${line.trim()}` };
    } else if (line.trim() !== '') blocks.push({ type: 'text', text: line.trim() });
    open = line.trim() !== '' && title === null && code === null;
  }
  return code === null ? blocks : [...blocks, { type: 'code', lines: code }];
}

/** `[text](url)` as its text alone, `**bold**` without its stars: a terminal reads better so. */
function plainer(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/\*\*([^*]+)\*\*/g, '$1');
}

/** A Markdown page as text alone, a paragraph or a piece of code after the other. */
export function plainText(markdown: string): string {
  const texts = blocksOf(markdown).map((block) =>
    block.type === 'code' ? block.lines.join('\n') : plainer(block.text).replaceAll('`', ''),
  );
  return texts.join('\n\n');
}

const CODE_INDENT = 4;

function codeLine(ink: Ink, line: string): string {
  const text = clipEnd(ink.show(line.replaceAll('\t', '  ')), ink.page - CODE_INDENT, ink.sign.ellipsis);
  if (text === '') return '';
  return ' '.repeat(CODE_INDENT) + (/^\s*\/\//.test(text) ? ink.dim(text) : ink.cyan(text));
}

function setBlock(ink: Ink, block: Block): readonly string[] {
  switch (block.type) {
    case 'heading': {
      const text = ink.show(plainer(block.text).replaceAll('`', ''));
      return block.level === 1 ? [heading(ink, text)] : [ink.bold(clipEnd(text, ink.page, ink.sign.ellipsis))];
    }
    case 'code':
      return block.lines.map((line) => codeLine(ink, line));
    case 'item': {
      const lead: Line = [{ text: `  ${ink.sign.bullet}${GLUE}`, paint: ink.dim }];
      return paragraph(ink, ink.prose(plainer(block.text)), 4, lead);
    }
    case 'text':
      return paragraph(ink, ink.prose(plainer(block.text)), 2);
  }
}

/** A Markdown page set for the terminal. */
export function setPage(ink: Ink, markdown: string): readonly string[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap((block, index) => {
    const before = blocks[index - 1];
    const close =
      before === undefined ||
      (block.type === 'item' && before.type === 'item') ||
      (before.type === 'heading' && before.level > 1);
    return [...(close ? [] : ['']), ...setBlock(ink, block)];
  });
}
