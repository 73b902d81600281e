import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { configured } from '../../../src/cli/config/configured.js';
import { configuredTrace } from '../../../src/cli/config/configured-trace.js';
import type { RunOptions } from '../../../src/cli/invocation.js';
import { fakeHost } from '../../support/fake-host.js';
import { scratch } from '../../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
});

async function put(name: string, content: unknown) {
  const path = join(cwd, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
}

async function options(args: string, from = cwd, version = 'v20.20.2', typescript?: string): Promise<RunOptions> {
  const features = typescript === undefined ? {} : { typescript };
  const host = fakeHost([], { cwd: () => from, version, features });
  const invocation = await configured(args.split(' '), host);
  if (invocation.kind !== 'run') throw new Error('No run');
  return invocation.options;
}

describe('a configuration is found', () => {
  it.each<[string, unknown]>([
    ['loopcheck.config.json', { threshold: 20 }],
    ['.loopcheckrc', { threshold: 20 }],
    ['package.json', { name: 'x', loopcheck: { threshold: 20 } }],
    ['loopcheck.config.mjs', 'export default { threshold: 20 };'],
    ['loopcheck.config.js', 'module.exports = { threshold: 20 };'],
  ])('as %s', async (name, content) => {
    await put(name, content);
    expect(await options('app.js')).toMatchObject({ thresholdMs: 20 });
  });

  it('from the current folder upwards, the nearest one', async () => {
    await put('loopcheck.config.json', { threshold: 20 });
    await put('packages/a/package.json', { name: 'a' });
    expect((await options('app.js', join(cwd, 'packages/a'))).thresholdMs).toBe(20);
    await put('packages/a/.loopcheckrc', { threshold: 30 });
    expect((await options('app.js', join(cwd, 'packages/a'))).thresholdMs).toBe(30);
  });

  it('where it is named, or not at all', async () => {
    await put('loopcheck.config.json', { threshold: 20 });
    await put('ci/strict.json', { threshold: 10 });
    expect((await options('--config ci/strict.json app.js')).thresholdMs).toBe(10);
    expect((await options('--no-config app.js')).thresholdMs).toBeNull();
  });

  it('not in a package.json that has none, however broken', async () => {
    await put('package.json', '{ broken');
    expect((await options('app.js')).thresholdMs).toBeNull();
  });

  it('as TypeScript where this Node strips types', async () => {
    await put('loopcheck.config.ts', 'export default { threshold: 20 as number };');
    await expect(options('app.js')).rejects.toThrow(
      'Node v20.20.2 does not read loopcheck.config.ts by itself: write it as .mjs or .json, or use Node 22.18 or later.',
    );
    expect((await options('app.js', cwd, 'v22.18.0', 'strip')).thresholdMs).toBe(20);
  });
});

describe('what it holds', () => {
  it('is every option, with paths from its own folder', async () => {
    await put('ci/loopcheck.json', {
      ...{ threshold: '20ms', format: ['json=out/r.json', 'terminal'], tone: 'plain', blame: 'deps', verbose: true },
      ...{ cpuWorkers: 'w-*.js', trace: 'traces', duration: '2s', onPort: 'load $PORT', deep: true, warmup: '1.5s' },
      ...{ requirePort: true, requireRequests: 10, allow: 'allow.json' },
    });
    expect(await options('--config ci/loopcheck.json app.js')).toMatchObject({
      ...{ thresholdMs: 20, tone: 'plain', blame: 'deps', detail: 'verbose', cpuWorkers: ['w-*.js'], deep: true },
      formats: [
        { name: 'json', path: join('ci', 'out', 'r.json') },
        { name: 'terminal', path: null },
      ],
      ...{ trace: join('ci', 'traces'), durationMs: 2000, onPort: 'load $PORT', warmupMs: 1500 },
      ...{ allow: join(cwd, 'ci/allow.json'), budgets: { requirePort: true, requireRequests: 10 } },
    });
  });

  it('is outdone by flags', async () => {
    await put('.loopcheckrc', { threshold: 20, verbose: true, budgets: { maxStalls: 1, running: { maxStalls: 2 } } });
    const { thresholdMs, detail, budgets } = await options('--threshold 30 --quiet --max-stalls 9 app.js');
    expect({ thresholdMs, detail }).toEqual({ thresholdMs: 30, detail: 'quiet' });
    expect(budgets).toEqual({
      maxStalls: 9,
      rules: [{ name: 'maxStalls', limit: 2, level: 'error', scope: { phase: 'running' } }],
    });
  });

  it('counts for saved traces too', async () => {
    await put('.loopcheckrc', { budgets: { maxStalls: 1 }, duration: '1s' });
    const invocation = await configured(['report'], fakeHost([], { cwd: () => cwd }));
    expect(invocation).toMatchObject({ kind: 'report', options: { budgets: { rules: [{ name: 'maxStalls' }] } } });
  });

  it('may be entries of an allowlist', async () => {
    const entry = { id: 'sleep-loop', file: 'a.js', reason: 'a toy' };
    await put('.loopcheckrc', { allow: [entry] });
    expect((await options('app.js')).allow).toEqual([entry]);
    expect((await options('--allow other.json app.js')).allow).toBe('other.json');
  });

  it('is budgets with levels, phases and scopes', async () => {
    await put('.loopcheckrc', {
      budgets: {
        maxStallMs: '1.5s',
        maxUtilization: '90%',
        maxFindings: { error: 0, 'blocking-call': { limit: 2, level: 'warn' }, total: 5 },
        startup: { maxBlockedMs: { limit: 300, level: 'off' } },
        running: { maxSyncCalls: 3 },
        scopes: [{ route: 'GET /*', phase: 'running', maxStalls: 0, maxStallMs: 20 }],
      },
    });
    const at = { level: 'error', scope: {} };
    expect((await options('app.js')).budgets.rules).toEqual([
      { ...at, name: 'maxStallMs', limit: 1500 },
      { ...at, name: 'maxUtilization', limit: 0.9 },
      { ...at, name: 'maxFindings', limit: 0, scope: { severity: 'error' } },
      { name: 'maxFindings', limit: 2, level: 'warn', scope: { finding: 'blocking-call' } },
      { ...at, name: 'maxFindings', limit: 5 },
      { ...at, name: 'maxSyncCalls', limit: 3, scope: { phase: 'running' } },
      { ...at, name: 'maxStallMs', limit: 20, scope: { phase: 'running', route: 'GET /*' } },
      { ...at, name: 'maxStalls', limit: 0, scope: { phase: 'running', route: 'GET /*' } },
    ]);
  });
});

describe('a flag that is nothing without another', () => {
  it('finds that in the configuration too', async () => {
    await put('loopcheck.config.json', { baseline: 'b.json', runs: 3 });
    expect(await options('--ratchet --aggregate max app.js')).toMatchObject({ ratchet: true, aggregate: 'max' });
    await expect(options('--no-config --ratchet app.js')).rejects.toThrow('--ratchet tightens a baseline');
    await expect(options('--no-config --aggregate max app.js')).rejects.toThrow('add --runs');
  });

  it('is refused without it, but a configuration may be ready for more runs', async () => {
    await put('loopcheck.config.json', { aggregate: 'max' });
    expect(await options('app.js')).toMatchObject({ runs: 1, aggregate: 'max' });
    await expect(options('--aggregate min app.js')).rejects.toThrow('--aggregate min says how several runs are judged');
  });
});

it('a baseline is saved as the runs are read that will be held against it', async () => {
  await put('loopcheck.config.json', { threshold: 20, blame: 'deps', cpuWorkers: 'w.js', output: 'r.json' });
  const save = (args: string) => configured(`baseline save${args}`.split(' '), fakeHost([], { cwd: () => cwd }));
  expect(await save('')).toMatchObject({
    output: 'loopcheck.baseline.json',
    options: { thresholdMs: 20, blame: 'deps', cpuWorkers: ['w.js'] },
  });
  expect(await save(' --blame all')).toMatchObject({ options: { thresholdMs: 20, blame: 'all' } });
});

describe('where it puts runs', () => {
  it.each<[string, readonly string[]]>([
    ['report', ['traces']],
    ['report old', ['old']],
    ['report --no-config', ['.loopcheck']],
    ['report --config other.json', ['elsewhere']],
  ])('is where the newest is looked for by loopcheck %s', async (args, traces) => {
    await put('loopcheck.config.json', { trace: 'traces' });
    await put('other.json', { trace: 'elsewhere' });
    const invocation = await configured(args.split(' '), fakeHost([], { cwd: () => cwd }));
    expect(invocation).toMatchObject({ kind: 'report', traces });
  });

  it('is known to commands that take nothing else of it, from the folder of the file that is found', async () => {
    const traceFrom = (folder: string) => configuredTrace(fakeHost([], { cwd: () => folder }));
    expect(await traceFrom(cwd)).toBeNull();
    await put('loopcheck.config.json', { trace: 'traces' });
    await put('src/a.js', '');
    expect(await traceFrom(join(cwd, 'src'))).toBe(join('..', 'traces'));
  });
});

describe('extends', () => {
  it('takes over what the file does not say itself, limit by limit', async () => {
    await put('shared/base.json', {
      ...{ threshold: 20, tone: 'plain', trace: 't' },
      budgets: { maxStalls: 1, maxStallMs: 100, running: { maxStalls: 2 } },
    });
    await put('loopcheck.config.json', {
      extends: './shared/base.json',
      threshold: 40,
      budgets: { maxStalls: { level: 'off' }, maxStallMs: 200 },
    });
    const { thresholdMs, tone, trace, budgets } = await options('app.js');
    expect({ thresholdMs, tone, trace }).toEqual({ thresholdMs: 40, tone: 'plain', trace: join('shared', 't') });
    expect(budgets.rules?.map(({ name, limit }) => [name, limit])).toEqual([
      ['maxStalls', 2],
      ['maxStallMs', 200],
    ]);
  });

  it('names several, of which the later wins, and the file that is wrong', async () => {
    await put('a.json', { threshold: 20, tone: 'plain' });
    await put('b.json', { threshold: 30 });
    await put('.loopcheckrc', { extends: ['a.json', 'b.json'] });
    expect(await options('app.js')).toMatchObject({ thresholdMs: 30, tone: 'plain' });
    await put('b.json', { threshold: 'soon' });
    await expect(options('app.js')).rejects.toThrow('threshold in b.json got "soon"');
  });

  it('does not go round in circles', async () => {
    await put('a.json', { extends: 'b.json' });
    await put('b.json', { extends: 'a.json' });
    await expect(options('--config a.json app.js')).rejects.toThrow('a.json cannot be used: it extends itself.');
  });
});

describe('a limit on a finding that does not exist', () => {
  it('is refused by its near name, since it would always hold', async () => {
    await expect(options('--max-findings blocking-cal=0 app.js')).rejects.toThrow('Did you mean blocking-call?');
    expect((await options('--max-findings blocking-call=0 app.js')).budgets.rules).toHaveLength(1);
  });
});

describe('a broken configuration is told in one sentence', () => {
  it.each<[unknown, string]>([
    [{ threshold: '50 parsecs' }, 'threshold in c.json got "50 parsecs": give a time above 0 in ms, s or m'],
    [{ threshold: null }, 'threshold in c.json got null: give a time'],
    [{ thresold: 5 }, 'The configuration c.json has an unknown key thresold. Did you mean threshold?'],
    [{ budgets: { maxStalMs: 5 } }, 'has an unknown key budgets.maxStalMs. Did you mean maxStallMs?'],
    [{ budgets: { maxStallMs: -1 } }, 'budgets.maxStallMs in c.json got "-1": give a time of 0 or more'],
    [{ budgets: { maxStallMs: [5] } }, 'budgets.maxStallMs in c.json got [5]: give a time'],
    [
      { budgets: { running: { maxStalls: 1.5 } } },
      'budgets.running.maxStalls in c.json got "1.5": give a whole number',
    ],
    [{ budgets: { maxUtilization: 1.5 } }, 'budgets.maxUtilization in c.json got "1.5": give a share from 0 to 1'],
    [{ budgets: { maxStalls: { limit: 1, level: 'fatal' } } }, 'budgets.maxStalls.level in c.json got "fatal"'],
    [{ budgets: { maxStalls: { level: 'warn' } } }, 'budgets.maxStalls.limit in c.json got undefined'],
    [
      { budgets: { maxFindings: { 'blocking-cal': 0 } } },
      'budgets.maxFindings.blocking-cal. Did you mean blocking-call?',
    ],
    [
      { budgets: { startup: { maxP99Ms: 5 } } },
      'budgets.startup.maxP99Ms cannot be told apart by phase; maxP99Ms goes by',
    ],
    [{ budgets: { scopes: [{ maxStalls: 5 }] } }, 'budgets.scopes[0] needs one of phase, process, worker, route, file'],
    [{ budgets: { scopes: [{ rout: 'x' }] } }, 'an unknown key budgets.scopes[0].rout. Did you mean route?'],
    [{ 'a\u001b[2J': 1 }, 'an unknown key "a\\u001b[2J".'],
    [{ budgets: { scopes: [{ route: 'a\u001b[2J' }] } }, 'got "a\\u001b[2J": give a pattern of visible characters'],
    [{ tone: 'kind' }, 'tone in c.json got "kind": give one of roast, plain'],
    [{ deep: 'yes' }, 'deep in c.json got "yes": give true or false'],
    [{ allow: [{ id: 'x', file: 'a', reason: 'b' }] }, 'in allow, entry 1 names x, which is no finding'],
    [{ extends: './gone.json' }, 'extends in c.json names ./gone.json, which does not exist: give the path of a file'],
    [{ extends: ['shared-limits'] }, 'extends in c.json names shared-limits, which does not exist'],
    [[], 'The configuration c.json got []: give an object.'],
    ['{ "threshold"', 'The configuration c.json cannot be used: it is no JSON ('],
    ['threshold: 5\n', 'The configuration c.json cannot be used: it is no JSON (Unexpected token'],
    ['', 'The configuration c.json cannot be used: it is empty.'],
  ])('%j', async (content, sentence) => {
    await put('c.json', content);
    const error = await options('--config c.json app.js').catch((caught: unknown) => caught as Error);
    expect(error).toMatchObject({ name: 'CliError', exitCode: 2, message: expect.stringContaining(sentence) });
    expect((error as Error).message).not.toContain('\n');
  });

  it('a number that is none', async () => {
    await put('loopcheck.config.mjs', 'export default { budgets: { maxStallMs: NaN } };');
    await expect(options('app.js')).rejects.toThrow(
      'budgets.maxStallMs in loopcheck.config.mjs got "NaN": give a time',
    );
  });

  it('a file that is not there, or throws', async () => {
    await expect(options('--config gone.json app.js')).rejects.toThrow('There is no configuration at gone.json');
    await put('loopcheck.config.mjs', 'throw new Error("no luck.\\nnone");');
    await expect(options('app.js')).rejects.toThrow('The configuration loopcheck.config.mjs cannot be used: no luck.');
  });

  it('a file of a kind that is not known, and a folder in its place', async () => {
    await put('c.yaml', 'threshold: 5');
    await expect(options('--config c.yaml app.js')).rejects.toThrow(
      'The configuration c.yaml is of a kind that loopcheck does not read (.yaml): write it as one of .json, .js, .mjs',
    );
    await expect(options('--config . app.js')).rejects.toThrow('The configuration . cannot be used: it is no file.');
    await put('.loopcheckrc/x', '');
    await expect(options('app.js')).rejects.toThrow(
      `The configuration found from ${cwd} upwards cannot be used: it is a folder.`,
    );
  });

  it('a module without a default export', async () => {
    await put('c.mjs', 'export const threshold = 5;');
    await expect(options('--config c.mjs app.js')).rejects.toThrow(
      'The configuration c.mjs cannot be used: it exports nothing as its default.',
    );
  });

  it('an empty one is not passed over', async () => {
    await put('.loopcheckrc', '');
    await expect(options('app.js')).rejects.toThrow('The configuration .loopcheckrc cannot be used: it is empty.');
  });
});
