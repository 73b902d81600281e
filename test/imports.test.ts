import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

/** What each folder of src may import from besides itself. An arrow that is not here does not exist. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  trace: [],
  // CommonJS without dependencies, for the probe and the rest alike.
  metrics: ['trace'],
  redaction: [],
  folders: [],
  package: [],
  probe: ['metrics', 'redaction', 'folders', 'trace'],
  launch: ['package'],
  analyze: ['metrics', 'trace'],
  triage: ['analyze', 'trace', 'package'],
  gate: ['analyze', 'trace'],
  report: ['triage', 'gate', 'analyze', 'metrics', 'trace', 'package'],
  interop: ['trace'],
  testing: ['probe'],
  maps: ['trace'],
  attach: ['probe', 'trace', 'package'],
  cli: [
    'report',
    'triage',
    'gate',
    'analyze',
    'maps',
    'metrics',
    'redaction',
    'folders',
    'trace',
    'interop',
    'launch',
    'attach',
    'package',
  ],
};

/** What is loaded into the target: values come from these folders alone. */
const IN_TARGET = ['probe', 'metrics', 'redaction', 'folders'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly isType: boolean;
}

/** `import … from 'x'`, `export … from 'x'`, `import 'x'`, `import('x')`, `require('x')`, over several lines too. */
const IMPORT =
  /\b(?:(import|export)\s+(type\s)?[\w\s{},*$]*?from\s*|import\s*\(?\s*|require\s*\(\s*)(['"])([^'"\n]+)\3/g;

function importsOf(file: string): Import[] {
  const source = readFileSync(join(SRC, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...source.matchAll(IMPORT)].map((match) => {
    const target = match[4] ?? '';
    const after = source.slice(match.index + match[0].length);
    // `import('x', { with: { 'resolution-mode': … } })` can only stand for a type.
    const isType = match[2] !== undefined || /^\s*,\s*\{\s*with:\s*\{\s*'resolution-mode'/.test(after);
    return { file, from: folderOf(file), target, isType };
  });
}

function folderOf(file: string): string {
  return file.split(sep)[0] ?? '';
}

/** The folder of src that an import leads to, null for packages and built-ins. */
function targetFolder({ file, target }: Import): string | null {
  if (!target.startsWith('.')) return null;
  return folderOf(relative(SRC, resolve(SRC, dirname(file), target)));
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.[cm]?ts$/.test(file));
const imports = files.flatMap(importsOf);
const tell = ({ file, target }: Import) => `${file} imports ${target}`;

describe('imports in src', () => {
  it('are found', () => {
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('run one way between the folders', () => {
    const wrong = imports.filter((one) => {
      const folder = targetFolder(one);
      return folder !== null && folder !== one.from && !(ALLOWED[one.from] ?? []).includes(folder);
    });
    expect(wrong.map(tell)).toEqual([]);
  });

  it('belong to a folder that is known', () => {
    expect([...new Set(files.map(folderOf))].filter((folder) => !(folder in ALLOWED))).toEqual([]);
  });

  it('of what runs in the target reach for types alone, and for no package', () => {
    const wrong = imports
      .filter((one) => IN_TARGET.includes(one.from))
      .filter((one) => (targetFolder(one) === null ? !one.target.startsWith('node:') : isValueFromOutside(one)));
    expect(wrong.map(tell)).toEqual([]);
  });
});

function isValueFromOutside(one: Import): boolean {
  return !IN_TARGET.includes(targetFolder(one) ?? '') && !one.isType;
}
