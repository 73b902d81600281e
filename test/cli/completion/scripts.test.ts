import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type CommandRow, commandTable } from '../../../src/cli/command-table.js';
import { fishScript } from '../../../src/cli/completion/fish.js';
import { zshScript } from '../../../src/cli/completion/zsh.js';
import { main } from '../../../src/cli/main.js';
import { fakeHost } from '../../support/fake-host.js';
import { fakeParts } from '../../support/fake-parts.js';

const commands = commandTable();
const isThere = (shell: string) => spawnSync(shell, ['--version']).status === 0;

async function run(...args: string[]) {
  const host = fakeHost(args);
  await main(host, fakeParts().parts);
  return { code: host.exitCode, out: host.out(), err: host.err() };
}

describe('the table of commands', () => {
  it('holds a run, and commands at every depth with their own options', () => {
    const of = (name: string) => commands.find(({ words }) => words.join(' ') === name);
    expect(of('')?.options.map(({ long }) => long)).toEqual(
      expect.arrayContaining(['--deep', '--max-stall', '--help']),
    );
    expect(of('diff')).toMatchObject({ operands: ['<before>', '<after>'] });
    expect(of('baseline save')?.options).toContainEqual(expect.objectContaining({ long: '--output', value: '<path>' }));
  });
});

describe('loopcheck completion', () => {
  it('prints the script of a shell on stdout', async () => {
    expect(await run('completion', 'fish')).toEqual({ code: 0, out: fishScript(commands), err: '' });
  });

  it.each<[string[], string]>([
    [[], 'Which shell? Name one of bash, zsh, fish'],
    [['tcsh'], 'loopcheck completion got "tcsh". Name one of bash, zsh, fish'],
  ])('says which shells there are for %j', async (shells, sentence) => {
    const { code, out, err } = await run('completion', ...shells);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
  });
});

/** A word or a text that would end what it stands in. */
const HOSTILE: readonly CommandRow[] = [
  { words: [], operands: [], text: '', options: [] },
  {
    words: ['it'],
    operands: [],
    text: "it's: a [test] \\ of `quotes` $(x)",
    options: [{ long: '--odd', short: null, value: null, text: "it's: a [test] \\ of `quotes` $(x)" }],
  },
];

describe.skipIf(!isThere('zsh'))('completion in zsh', () => {
  it.each([[commands], [HOSTILE]])('is a script without errors', (rows) => {
    expect(execFileSync('zsh', ['-f', '-n', '-c', zshScript(rows)], { encoding: 'utf8' })).toBe('');
  });
});

describe.skipIf(!isThere('fish'))('completion in fish', () => {
  const offered = (line: string, rows = commands) =>
    execFileSync(
      'fish',
      ['--no-config', '-c', `${fishScript(rows)}\ncomplete -C ${JSON.stringify(`loopcheck ${line}`)}`],
      {
        encoding: 'utf8',
      },
    )
      .trim()
      .split('\n')
      .map((row) => row.split('\t')[0]);

  it.each<[string, string[]]>([
    ['--to', ['--tone']],
    ['--tone pl', ['plain']],
    ['triage --by ho', ['host']],
    ['explain slow', ['slow-regex']],
    ['baseline sa', ['save']],
    ['app.js --to', ['']],
  ])('offers for loopcheck %s', (line, words) => {
    expect(offered(line)).toEqual(words);
  });

  it('takes any text', () => {
    expect(offered('it --o', HOSTILE)).toEqual(['--odd']);
  });
});
