import { dirname, resolve } from 'node:path';
import type { File } from '@babel/types';
import type { Frame } from '../frames.js';
import type { SourceBook } from './source-book.js';
import { comparePositions, findAll, type Node, startOf, walk } from './walk.js';

function literalOf(node: Node | undefined | null): string | null {
  if (node?.type === 'StringLiteral') return node.value;
  if (node?.type === 'TemplateLiteral' && node.quasis.length === 1) return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The module that a node asks for by `require`, `import()` or an `import` statement. */
function specifierOf(node: Node): string | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return literalOf(node.source);
    case 'ImportExpression':
      return literalOf(node.source as Node);
    case 'CallExpression': {
      const { callee } = node;
      const asks =
        callee.type === 'Import' ||
        (callee.type === 'Identifier' && /require/i.test(callee.name)) ||
        (callee.type === 'MemberExpression' &&
          callee.property.type === 'Identifier' &&
          /require/i.test(callee.property.name));
      return asks ? literalOf(node.arguments[0] as Node | undefined) : null;
    }
    default:
      return null;
  }
}

/** The specifier as written at a frame's line, the nearest to its column; null where the line asks for no module. */
export function specifierAt(sources: SourceBook, frame: Frame): string | null {
  const source = sources.treeAt(frame.file, frame.line);
  if (source === null) return specifierInText(sources.textAt(frame.file, frame.line)?.lines, frame, sources);
  let best: { specifier: string; distance: number } | null = null;
  walk(source.tree.program, (node) => {
    const specifier = specifierOf(node);
    const start = startOf(node);
    const ends = node.loc?.end.line ?? 0;
    if (specifier !== null && start.line <= frame.line && frame.line <= ends) {
      const distance = Math.abs(comparePositions(start, frame));
      if (best === null || distance <= best.distance) best = { specifier, distance };
    }
    return true;
  });
  return (best as { specifier: string } | null)?.specifier ?? null;
}

function specifierInText(lines: readonly string[] | undefined, frame: Frame, sources: SourceBook): string | null {
  const text = sources.textAt(frame.file, frame.line);
  const line = lines?.[frame.line - (text?.startLine ?? 1)];
  return /(?:require|import)\s*\(\s*['"`]([^'"`]+)/.exec(line ?? '')?.[1] ?? null;
}

/** A place in a file that asks for a module. */
export interface ImportPlace {
  readonly frame: Frame;
  readonly specifier: string;
}

function importsOf(file: string, tree: File): ImportPlace[] {
  const statements = findAll(tree.program, (node): node is Node => specifierOf(node) !== null, { intoFunctions: true });
  return statements.flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === null || isNodeOwn(specifier)) return [];
    const frame: Frame = {
      file,
      ...startOf(node),
      name: '',
      owner: 'app',
      isAsync: false,
      isTopLevel: true,
      isGenerated: false,
    };
    return [{ frame, specifier }];
  });
}

const NODE_MODULES = new Set(
  'assert buffer child_process cluster console constants crypto dgram dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder timers tls tty url util v8 vm wasi worker_threads zlib'.split(
    ' ',
  ),
);

function isNodeOwn(specifier: string): boolean {
  return specifier.startsWith('node:') || NODE_MODULES.has(specifier.split('/')[0] ?? '');
}

/** What is known of a module that left no `require` or `import` on the stack. */
export interface Wanted {
  /** The entry script. */
  readonly script: string | null;
  /** The package that it belongs to. */
  readonly name: string | null;
  /** Its own file. */
  readonly file: string | null;
}

function leadsTo(place: ImportPlace, file: string): boolean {
  if (!/^[./]/.test(place.specifier)) return false;
  const path = resolve(dirname(place.frame.file), place.specifier);
  return file === path || file.startsWith(`${path}.`) || file.startsWith(`${path}/index.`);
}

/**
 * Finds the line that asks for a module, by its package or its file; else the entry script's first line that asks for a
 * package, else for any module of the user's: static imports leave no frame on the stack.
 */
export function importOf(sources: SourceBook, { script, name, file }: Wanted): ImportPlace | null {
  const places = sources.texts.flatMap((text) => {
    const source = text.file.includes('/node_modules/') ? null : sources.treeAt(text.file, text.startLine);
    return source === null ? [] : importsOf(text.file, source.tree);
  });
  const asked = places.find(
    (one) =>
      (name !== null && (one.specifier === name || one.specifier.startsWith(`${name}/`))) ||
      (file !== null && leadsTo(one, file)),
  );
  if (asked !== undefined) return asked;
  const own = places.filter((one) => one.frame.file === script);
  return own.find((one) => !/^[./]/.test(one.specifier)) ?? own[0] ?? null;
}
