import type { parse as babelParse, ParserOptions } from '@babel/parser';
import type { File } from '@babel/types';

type Parse = typeof babelParse;

let parser: Promise<Parse> | null = null;

/** Loads the parser the first time that a stall is to be told apart: reports without stalls never pay for it. */
export function loadParser(): Promise<Parse> {
  parser ??= import('@babel/parser').then((module) => module.parse);
  return parser;
}

const COMMON: ParserOptions = {
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  allowImportExportEverywhere: true,
  allowNewTargetOutsideFunction: true,
};

const MODES: readonly ParserOptions[] = [
  { sourceType: 'unambiguous', plugins: ['explicitResourceManagement', 'decorators'] },
  { sourceType: 'script', plugins: [] },
  { sourceType: 'unambiguous', plugins: ['typescript', 'explicitResourceManagement', 'decorators'] },
  { sourceType: 'unambiguous', plugins: ['typescript', 'jsx', 'decorators'] },
  { sourceType: 'unambiguous', plugins: ['jsx', 'flow'] },
];

function modesFor(file: string): readonly ParserOptions[] {
  const wanted = /\.[cm]?ts$/.test(file) ? 2 : /\.(?:tsx|jsx)$/.test(file) ? 3 : 0;
  return [...MODES.slice(wanted), ...MODES.slice(0, wanted)];
}

/** Parses what can be parsed; null otherwise. Lines count from `startLine`. Never throws. */
export function parseText(parse: Parse, text: string, file: string, startLine: number): File | null {
  for (const mode of modesFor(file)) {
    try {
      return parse(text, { ...COMMON, ...mode, startLine }) as File;
    } catch {
      // The next mode may read it.
    }
  }
  return null;
}

/** A line on which a top-level statement may begin. */
const STARTS = /^[A-Za-z_$@/'"([{]/;
const MAX_ATTEMPTS = 24;

/**
 * Parses a piece cut out of a file: lines are taken off the front, then off the end, until it reads as whole
 * statements.
 */
export function parsePiece(parse: Parse, text: string, file: string, startLine: number): File | null {
  const lines = text.split('\n');
  const starts = lines.flatMap((line, index) => (STARTS.test(line) ? [index] : []));
  const ends = lines.flatMap((line, index) => (/^[}\])]/.test(line) ? [index + 1] : [])).reverse();
  let attempts = 0;
  for (const end of [lines.length, ...ends.slice(0, 3)]) {
    for (const start of [0, ...starts]) {
      if (start >= end || ++attempts > MAX_ATTEMPTS) break;
      const tree = parseText(parse, lines.slice(start, end).join('\n'), file, startLine + start);
      if (tree !== null) return tree;
    }
    attempts = 0;
  }
  return null;
}
