import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const CRASH = `
const { execSync } = require('node:child_process');
function block() {
  execSync('sleep 0.3');
}
block();
throw new Error('It crashed.');
`;

const FILES = { json: 'r.json', sarif: 'r.sarif', junit: 'r.xml', gitlab: 'r.gitlab.json', markdown: 'r.md' };

describe('several formats at once', () => {
  it('are all written when the target crashes, and the exit code is the target’s', async () => {
    const cwd = await program({ 'app.js': CRASH });
    const summary = join(cwd, 'summary.md');
    await writeFile(summary, '');
    const asked = Object.entries(FILES).flatMap(([name, path]) => ['--format', `${name}=${path}`]);
    const { exitCode, stderr } = await loopcheck(['--max-stall', '100', '--format', 'github', ...asked, 'app.js'], {
      cwd,
      env: { GITHUB_STEP_SUMMARY: summary },
    });
    expect(exitCode).toBe(1);
    const read = (path: string) => readFile(join(cwd, path), 'utf8');

    const json = JSON.parse(await read(FILES.json));
    expect(json).toMatchObject({
      verdict: { status: 'target-failed' },
      budgets: [{ name: 'maxStallMs', status: 'fail' }],
    });
    const [run] = JSON.parse(await read(FILES.sarif)).runs;
    expect(run.invocations[0]).toMatchObject({ exitCode: 1 });
    expect(run.results[0]).toMatchObject({
      ruleId: 'budget/maxStallMs',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'app.js' }, region: { startLine: 4 } } }],
    });
    expect(run.tool.driver.rules[0].help.markdown).toMatch(/^# Blocking call\n/);
    const xml = await read(FILES.junit);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).toMatch(
      /<error type="target-failed" message="The target ended with exit code 1, and it broke 1 budget/,
    );
    expect(JSON.parse(await read(FILES.gitlab))[0]).toMatchObject({
      check_name: 'budget/maxStallMs',
      location: { path: 'app.js', lines: { begin: 4 } },
    });
    const markdown = await read(FILES.markdown);
    expect(markdown).toMatch(/^### loopcheck: ❌ the target failed\n/);
    expect(await readFile(summary, 'utf8')).toBe(markdown);
    expect(stderr).toMatch(/^::error file=app\.js,line=4,col=\d+,title=loopcheck%3A Budget broken%3A maxStallMs::/m);
  });
});
