import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/cli/command-line.js';
import { commandTable } from '../../src/cli/command-table.js';
import { SHELLS } from '../../src/cli/completion/values.js';
import type { Invocation } from '../../src/cli/invocation.js';
import { checkFormats, planOutputs } from '../../src/cli/outputs.js';
import { exporterNamed } from '../../src/interop/export/formats.js';
import { entryOf } from '../../src/report/catalogue.js';
import { diffFormats } from '../../src/report/diff/formats.js';
import { formats } from '../../src/report/formats.js';
import { triageFormats } from '../../src/report/triage/formats.js';
import { commandsIn, type DocCommand, pages } from './commands.mjs';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { scripts } = JSON.parse(read('package.json'));

/** Scripts of npm that take one of a list. */
const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  bench: ['peers', ...[...read('test/bench/run.mjs').matchAll(/^ {2}(\w+): \[/gm)].map(([, name]) => name ?? '')],
  demo: readdirSync(join(ROOT, 'fixtures/apps')),
};

const all = pages().flatMap(commandsIn);
const names = new Set(commandTable().map(({ words }) => words.join(' ')));

const FORMATS = { run: formats, report: formats, diff: diffFormats, triage: triageFormats };

/** What is asked for by name must be there. Throws where it is not. */
function checkNames(invocation: Invocation): void {
  switch (invocation.kind) {
    case 'run':
    case 'report':
    case 'diff':
    case 'triage':
      checkFormats(planOutputs({ ...invocation.options }), Object.keys(FORMATS[invocation.kind]));
      return;
    case 'export':
      expect(exporterNamed(invocation.as)).not.toBeNull();
      return;
    case 'completion':
      expect(SHELLS).toContain(invocation.shell);
      return;
    case 'explain':
      expect(invocation.id === null ? true : entryOf(invocation.id)).toBeTruthy();
  }
}

function understand({ words: [, ...words], isUsage, isMention }: DocCommand): void {
  // `loopcheck diff` in the middle of a sentence is the name of a command.
  if (isMention && names.has(words.join(' '))) return;
  const invocation = parseCommandLine(words);
  // What is no command is taken for a script's name.
  if (invocation.kind === 'run' && invocation.target.kind === 'script')
    expect(invocation.target.script).toMatch(/\.[cm]?[jt]sx?$|^script$/);
  if (!isUsage) checkNames(invocation);
}

const tell = ({ page, line, text }: DocCommand) => [`${page}:${line}`, text] as const;
const loopchecks = all.filter(({ words }) => words[0] === 'loopcheck');
const npms = all.filter(({ words }) => words[0] === 'npm');

describe('the commands of the documentation', () => {
  it('are found in code and in prose, on every page that has some', () => {
    expect(loopchecks.length).toBeGreaterThan(50);
    expect(npms.length).toBeGreaterThan(15);
    const texts = all.map(({ words }) => words.join(' '));
    expect(texts).toEqual(
      expect.arrayContaining([
        'loopcheck fixtures/first-look/app.js', // after `&&`
        'loopcheck completion bash', // in `$(…)`
        'loopcheck --trace before --runs 5 server.js', // behind a prompt
        'loopcheck --deep app.js', // in prose
        expect.stringMatching(/^loopcheck .*gitlab=gl-code-quality-report\.json.*server\.js$/), // folded in YAML
      ]),
    );
  });

  it.each(loopchecks.map((one) => [...tell(one), one] as const))('%s: loopcheck understands %s', (_at, _text, one) => {
    expect(() => understand(one)).not.toThrow();
  });

  it.each(npms.map((one) => [...tell(one), one] as const))('%s: npm has %s', (_at, _text, { words, isUsage }) => {
    const [, run, script = run, ...rest] = words;
    expect(Object.keys(scripts)).toContain(script);
    const operand = rest.find((word) => !word.startsWith('-'));
    const known = OPERANDS[script ?? ''];
    if (operand !== undefined && known !== undefined && !isUsage) expect(known).toContain(operand);
  });

  it('would not be understood with a wrong option, or another command', () => {
    const made = (...words: string[]): DocCommand => ({
      page: '',
      block: 1,
      line: 1,
      text: '',
      isMention: false,
      isUsage: false,
      words,
    });
    for (const words of [
      ['--budget', '1', 'a.js'],
      ['report', '--format', 'yaml'],
      ['export', '--as', 'gif'],
      ['explain', 'x'],
      ['repot', '.loopcheck'],
    ]) {
      expect(() => understand(made('loopcheck', ...words))).toThrow();
    }
  });
});
