import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandsIn, pages } from './commands.mjs';
import { BIN, environment, furnish, inFolder } from './example-project.mjs';

/** `npm run docs:check`: runs each command of loopcheck that the documentation tells of, in a project that has what it names. */
const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });

/** Longer than any of them takes on a busy machine. */
const LIMIT_MS = 120_000;
/** All is well, or a budget is broken, or something got worse: all else is a wrong command. */
const WELL = new Set([0, 1]);

/** Wants a process that runs already, or a server: such commands have tests of their own. */
const wantsOthers = ({ words }) => words[1] === 'attach' || words.includes('clickhouse');

/** A command's name in a sentence, and a line that shows how it is called, are not to be run. */
const isWhole = ({ words, isUsage, isMention }) =>
  words[0] === 'loopcheck' && !wantsOthers({ words }) && !isUsage && !(isMention && words.length < 3);

/** Runs a command in a folder and tells how it went; false where that was not well. */
function check({ page, line, text, words }, folder) {
  const startedMs = performance.now();
  const { status, stderr, error } = spawnSync(process.execPath, [BIN, ...words.slice(1).map(inFolder(folder))], {
    cwd: folder,
    env: environment(folder, words),
    encoding: 'utf8',
    timeout: LIMIT_MS,
  });
  const isWell = WELL.has(status);
  const tookMs = Math.round(performance.now() - startedMs);
  console.log(`${isWell ? 'ok  ' : 'FAIL'} ${page}:${line}  ${text}  (exit ${status}, ${tookMs} ms)`);
  if (!isWell) console.log(`     ${(error?.message ?? stderr).trim().split('\n').slice(0, 5).join('\n     ')}`);
  return isWell;
}

const home = mkdtempSync(join(tmpdir(), 'loopcheck-docs-'));
let failed = 0;
try {
  const seed = furnish(join(home, 'seed'));
  for (const page of pages().filter((name) => name.includes(values.only))) {
    let block = null;
    for (const command of commandsIn(page).filter(isWhole)) {
      // What one command leaves is there for the next of the same block.
      if (command.block !== block) seed(join(home, 'project'));
      block = command.block;
      if (!check(command, join(home, 'project'))) failed += 1;
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(failed === 0 ? 'Every command does what it says.' : `${failed} commands do not.`);
process.exitCode = failed === 0 ? 0 : 1;
