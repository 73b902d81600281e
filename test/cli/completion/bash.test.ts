import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { commandTable } from '../../../src/cli/command-table.js';
import { bashScript } from '../../../src/cli/completion/bash.js';
import { scratch } from '../../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
  await writeFile(join(cwd, 'loopcheck.bash'), bashScript(commandTable()));
  await writeFile(join(cwd, 'app one.js'), '');
  await mkdir(join(cwd, 'traces'));
});

/** What bash offers for a line of words, the last of which is being written; split as its readline does. */
async function offered(line: string): Promise<string[]> {
  const script = `source ./loopcheck.bash
    complete -p loopcheck >/dev/null || exit 9
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _loopcheck && printf '%s\\n' "\${COMPREPLY[@]}"`;
  const words = ['loopcheck', ...line.split(/ |(=)/).filter((word) => word !== undefined)];
  const { stdout, stderr } = await promisify(execFile)('bash', ['--norc', '-c', script, 'bash', ...words], { cwd });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

describe('completion in bash', () => {
  it('offers commands and scripts first', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(['report', 'triage', 'doctor-env', 'app one.js']));
    expect(await offered('re')).toEqual(['report']);
  });

  it.each<[string, string[]]>([
    ['--to', ['--tone']],
    ['--tone ', ['roast', 'plain']],
    ['--tone plain --form', ['--format']],
    ['--format js', ['json']],
    ['--tone=r', ['roast']],
    ['triage --by h', ['host']],
    ['triage --format ', ['terminal', 'json', 'markdown', 'html']],
    ['export --as spee', ['speedscope']],
    ['explain slow', ['slow-regex']],
    ['completion ', ['bash', 'zsh', 'fish']],
    ['doctor-env --format j', ['json']],
    ['baseline ', ['save']],
    ['baseline save --out', ['--output']],
    ['--threshold 20 rep', ['report']],
  ])('offers for loopcheck %s', async (line, words) => {
    expect(await offered(line)).toEqual(words);
  });

  it.each(['report tr', '--config tr', '--format json=tr', 'diff a tr'])(
    'offers files for loopcheck %s',
    async (line) => {
      expect(await offered(line)).toEqual(['traces']);
    },
  );

  it.each(['--threshold ', 'app.js --to', 'app.js report --f', '-- node --to'])(
    'leaves alone what only the user knows, or what is the target’s: loopcheck %s',
    async (line) => {
      expect(await offered(line)).toEqual([]);
    },
  );

  it('offers commands behind dashes', async () => {
    expect(await offered('-- bas')).toContain('bash');
  });
});
