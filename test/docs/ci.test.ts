import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCommandLine } from '../../src/cli/command-line.js';
import type { Invocation } from '../../src/cli/invocation.js';
import { checkFormats, planOutputs } from '../../src/cli/outputs.js';
import { formats } from '../../src/report/formats.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const page = read('docs/ci.md');

/** The fenced blocks of the page in one language. */
function blocks(language: string): string[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text ?? '');
}

/** What loopcheck would get from a shell that runs `script`, and what it makes of it. */
function understood(script: string, env: NodeJS.ProcessEnv = {}): Extract<Invocation, { kind: 'run' }> {
  const print = `npx() { "${process.execPath}" -e 'console.log(JSON.stringify(process.argv.slice(1)))' -- "$@"; }\n`;
  const said = execFileSync('bash', ['-c', print + script], { env: { ...process.env, ...env }, encoding: 'utf8' });
  const words: string[] = JSON.parse(said.trim().split('\n').at(-1) ?? '');
  const invocation = parseCommandLine(words.slice(words.findIndex((word) => /^loopcheck(@|$)/.test(word)) + 1));
  if (invocation.kind !== 'run') throw new Error(`This is no run: ${script}`);
  checkFormats(planOutputs(invocation.options), Object.keys(formats));
  return invocation;
}

const [workflow, steps, job] = blocks('yaml').map((text) => parse(text));

describe('the GitHub workflow on the page', () => {
  it('is YAML, and its command is one that loopcheck understands', () => {
    const own = workflow.jobs.loopcheck.steps.find(({ run }: { run?: string }) => run?.includes('npx loopcheck'));
    expect(understood(own.run)).toMatchObject({
      target: { kind: 'script', script: 'server.js', args: [] },
      options: { budgets: { maxStallMs: 100 }, onPort: 'npx autocannon -d 10 http://localhost:$PORT/' },
    });
    // YAML 1.1 would read `on` as a truth.
    expect(Object.keys(workflow)).toContain('on');
  });

  it('uses the files that the command writes', () => {
    const text = JSON.stringify(workflow);
    for (const file of ['loopcheck.sarif', 'loopcheck.md']) {
      expect(text).toContain(`=${file}`);
      expect(text).toContain(`hashFiles('${file}')`);
    }
  });
});

describe('the GitLab job on the page', () => {
  it('is YAML, its command is understood, and its reports are the files that are written', () => {
    const command = job.loopcheck.script.find((line: string) => line.startsWith('npx loopcheck'));
    const { options } = understood(command);
    const written = options.formats.flatMap(({ path }) => path ?? []);
    expect(Object.values(job.loopcheck.artifacts.reports).sort()).toEqual([...written].sort());
    expect(job.loopcheck.artifacts.when).toBe('always');
  });
});

describe('the composite action', () => {
  const action = parse(read('docs/github-action/action.yml'));
  const [run] = action.runs.steps;

  it('has every input that the page gives it', () => {
    const [step] = steps.steps.filter(({ uses }: { uses: string }) => uses === './.github/actions/loopcheck');
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)));
    expect(action.runs.using).toBe('composite');
  });

  it('takes no input into its script but by variables', () => {
    expect(run.run).not.toContain('${{');
    expect(run.env).toMatchObject({
      RUN: expect.stringContaining('inputs.run'),
      OPTIONS: expect.stringContaining('inputs.options'),
    });
  });

  it.each<[string, string, object]>([
    ['a script', 'server.js --port 3000', { kind: 'script', script: 'server.js', args: ['--port', '3000'] }],
    ['a command', '-- npm start', { kind: 'command', command: 'npm', args: ['start'] }],
  ])('runs %s', (_what, target, expected) => {
    const env = {
      RUN: target,
      MAX_STALL: '100ms',
      ON_PORT: 'load $PORT',
      OPTIONS: '--max-stalls 3',
      VERSION: 'latest',
      FOLDER: '/tmp',
      GITHUB_OUTPUT: '/dev/null',
    };
    expect(understood(run.run, env)).toMatchObject({
      target: expected,
      options: { budgets: { maxStallMs: 100, maxStalls: 3 }, onPort: 'load $PORT' },
    });
  });
});

describe('the page', () => {
  it('lists every format', () => {
    const listed = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(Object.keys(formats).sort());
  });
});

describe('the workflow of this repository', () => {
  it('runs the checks on every Node that is supported', () => {
    const { jobs } = parse(read('.github/workflows/ci.yml'));
    expect(jobs.test.strategy.matrix.node).toEqual([20, 22, 24, 26]);
    expect(jobs.test.steps.at(-1).run).toBe('.ci/run');
    expect(read('.ci/run')).toContain('\n.ci/self-check');
  });
});
