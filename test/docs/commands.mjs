import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a command of the documentation begins with. */
const OURS = /^(?:npx )?loopcheck(?= |$)|^npm (?:run|test)(?= |$)/;
/** The same within a line of a script or of YAML. */
const WITHIN = /\b(?:npx )?loopcheck |\bnpm (?:run|test)\b/;
/** What stands for something of the user's, as in a usage line: `<script>`, `[options]`. */
const PLACEHOLDER = /<[\w.=|-]+…?>|\[[\w -]+…?\]/;
/** Blocks that hold other languages. */
const OTHER = new Set(['js', 'ts', 'json', 'jsonc', 'diff', 'sql', 'text']);

/** The README and every page below docs, from the repository's root. */
export function pages() {
  const found = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' });
  return ['README.md', ...found.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))];
}

/** The fenced blocks of a page: `{ language, line, lines }`; and the page without them. */
function splitBlocks(markdown) {
  const blocks = [];
  const rest = [];
  let open = null;
  markdown.split('\n').forEach((text, index) => {
    const fence = /^\s*```(\w*)/.exec(text);
    // Lines of prose keep their numbers.
    rest.push(open === null && fence === null ? text : '');
    if (fence === null) open?.lines.push(text);
    else if (open === null) open = { language: fence[1], line: index + 2, lines: [] };
    else {
      blocks.push(open);
      open = null;
    }
  });
  return { blocks, rest: rest.join('\n') };
}

/** Lines that belong together: those behind a YAML `>` with more indentation, and those behind a backslash. */
function joined({ language, line, lines }) {
  const result = [];
  for (let at = 0; at < lines.length; at += 1) {
    const start = at;
    let text = lines[at];
    const indent = text.search(/\S/);
    if (language === 'yaml' && /(^|[\s-])>$/.test(text)) {
      text = '';
      while (at + 1 < lines.length && lines[at + 1].search(/\S/) > indent) text += ` ${lines[++at].trim()}`;
    }
    while (text.endsWith('\\') && at + 1 < lines.length) text = `${text.slice(0, -1)} ${lines[++at].trim()}`;
    result.push({ line: line + start, text: text.trim() });
  }
  return result;
}

function fromBlock(block) {
  if (OTHER.has(block.language)) return [];
  const rows = joined(block);
  // A transcript: what is not behind a prompt was printed.
  const prompts = rows.filter(({ text }) => text.startsWith('$ '));
  if (prompts.length > 0) return prompts.map(({ line, text }) => ({ line, text: text.slice(2) }));
  if (block.language === 'groovy')
    return rows.flatMap(({ line, text }) =>
      [...text.matchAll(/\bsh '([^']*)'/g)].map(([, inner]) => ({ line, text: inner })),
    );
  if (block.language === 'yaml')
    return rows.map(({ line, text }) => ({ line, text: text.replace(/^(- )?(run: )?/, '') }));
  if (block.language !== '') return rows;
  // What is explained beside a command stands two spaces away from it.
  return rows.filter(({ text }) => OURS.test(text)).map(({ line, text }) => ({ line, text: text.split(/ {2,}/)[0] }));
}

function fromProse(text) {
  return [...text.matchAll(/`([^`]+)`/g)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    text: match[1].replaceAll(/\s+/g, ' '),
  }));
}

/**
 * The commands that a page tells of, not yet taken apart: `{ page, block, line, text, isMention }`, `text` as a shell is given
 * it.
 * A mention in prose may be no more than a command's name.
 */
function textsIn(page) {
  const { blocks, rest } = splitBlocks(readFileSync(join(root, page), 'utf8'));
  const all = [
    ...blocks
      .flatMap((block) => fromBlock(block).map((one) => ({ ...one, block: block.line })))
      .filter(({ text }) => WITHIN.test(text)),
    ...fromProse(rest)
      .filter(({ text }) => OURS.test(text) && text !== 'loopcheck')
      .map((one) => ({ ...one, block: one.line, isMention: true })),
  ];
  return all.map((one) => ({ page, isMention: false, ...one }));
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** What a usage line stands for: what may be left out is, the rest is a word. */
function withoutPlaceholders(text) {
  return text.replaceAll(/ ?\[[\w -]+…?\]/g, '').replaceAll(/<([\w.=|-]+)…?>/g, '$1');
}

const SEPARATOR = '\u001f';

/**
 * Lets a real shell take the texts apart: for each the commands of ours that it would start, as their words. Nothing is
 * started: there is no other program in its path, and the commands only tell of their words.
 */
function wordsOf(texts) {
  const folder = mkdtempSync(join(tmpdir(), 'loopcheck-docs-'));
  const tell = (name) => `${name}() { printf '%s\\x1f' ${name} "$@" >&9; printf '\\n' >&9; }`;
  // What is redirected would need its folder.
  const lines = texts.map((text, index) => `echo "#${index}" >&9; ( eval ${quoted(text.replace(/ > \S+$/, ''))} )`);
  const script = ['PATH=/nowhere', ...['loopcheck', 'npx', 'npm'].map(tell), ...lines].join('\n');
  try {
    const said = execFileSync('/usr/bin/env', ['bash', '-c', `exec 9>&1 >/dev/null 2>&1\n${script}\ntrue`], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder },
    });
    const groups = said.split(/^#\d+\n/m).slice(1);
    return groups.map((group) =>
      group
        .split('\n')
        .filter(Boolean)
        .map((row) => row.split(SEPARATOR).slice(0, -1)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `npx loopcheck …` and `npx -p node@24 npm run …` are what they start. */
function unwrapped(words) {
  if (words[0] !== 'npx') return words;
  const at = words.findIndex((word) => word === 'npm' || /^loopcheck(@|$)/.test(word));
  return at < 0
    ? null
    : ['npm', 'loopcheck'].includes(words[at])
      ? words.slice(at)
      : ['loopcheck', ...words.slice(at + 1)];
}

/**
 * Every command that a page tells of: `{ page, block, line, text, isMention, isUsage, words }`; commands of one
 * block follow each other; `words` begins with
 * `loopcheck` or `npm`; a usage line has placeholders.
 */
export function commandsIn(page) {
  const texts = textsIn(page);
  const parts = wordsOf(texts.map(({ text }) => withoutPlaceholders(text)));
  return texts.flatMap((one, index) => {
    const commands = parts[index].map(unwrapped).filter((words) => words !== null);
    const ours = commands.filter(([name, word]) => name === 'loopcheck' || word === 'run' || word === 'test');
    return ours.map((words) => ({ ...one, words, isUsage: PLACEHOLDER.test(one.text) }));
  });
}
