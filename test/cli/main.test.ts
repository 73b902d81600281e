import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';
import { readTrace } from '../../src/trace/read.js';
import { fakeHost } from '../support/fake-host.js';
import { fakeParts, type Plot } from '../support/fake-parts.js';
import { header, launched, ndjson, scratch } from '../support/trace-lines.js';

let cwd = '';
beforeEach(async () => {
  cwd = await scratch();
  await writeFile(join(cwd, 'app.js'), '');
});

async function run(args: string, plot: Plot = {}, env: NodeJS.ProcessEnv = {}) {
  const host = fakeHost(args.split(' '), { cwd: () => cwd, env });
  const { parts, seen } = fakeParts(plot);
  await main(host, parts);
  return { code: host.exitCode, out: host.out(), err: host.err(), seen };
}

describe('main with a script', () => {
  it('starts this Node with the script and its arguments', async () => {
    const { seen } = await run('app.js --a b');
    expect(seen.command).toMatchObject({ file: '/bin/node', args: ['app.js', '--a', 'b'], cwd });
  });

  it('puts the probe into its environment, in front of its own options', async () => {
    const { seen } = await run('--threshold 20 app.js', {}, { NODE_OPTIONS: '--no-warnings', HOME: '/h' });
    const { NODE_OPTIONS, LOOPCHECK_PROBE, HOME } = seen.command?.env ?? {};
    expect(NODE_OPTIONS).toMatch(/^--require ".*" --no-warnings$/);
    expect(HOME).toBe('/h');
    expect(JSON.parse(LOOPCHECK_PROBE ?? '')).toMatchObject({
      dir: expect.stringContaining(join(cwd, '.loopcheck')),
      file: null,
      originNs: '1000',
      thresholdMs: 20,
      mode: 'default',
      loopcheckVersion: '1.2.3',
      nodeOptions: '--no-warnings',
    });
  });

  it('tells of the run in its own file', async () => {
    const { seen } = await run('--trace t.ndjson app.js x', { ending: { exitCode: 3 } });
    const lines = (await readFile(join(cwd, 't.ndjson'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ type: 'launch', command: ['node', 'app.js', 'x'], cwd, originNs: '1000' }),
      { type: 'spawned', atNs: 0, pid: 7, crc: expect.any(String) },
      { type: 'exited', atNs: 0, pid: 7, exitCode: 3, signal: null, stoppedBy: null, crc: expect.any(String) },
    ]);
    expect(seen.trace?.run).toMatchObject({ pid: 7, exited: { exitCode: 3 } });
  });

  it('prints the report on stderr and nothing on stdout', async () => {
    expect(await run('app.js')).toMatchObject({ code: 0, err: 'report 80 false\n', out: '' });
  });

  it('writes other reports where they belong, and says where', async () => {
    const { out, err } = await run('--format json=a.json --format terminal --output - app.js');
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe('{}\n');
    expect(out).toBe('report 80 false\n');
    expect(err).toBe('loopcheck: All is well.\nloopcheck: wrote the json report to a.json\n');
  });

  it('hands on the tone, the duration and the place of the trace', async () => {
    const { seen } = await run('--tone plain --duration 2s --trace t app.js');
    expect(seen).toMatchObject({ tone: 'plain', options: { durationMs: 2000 } });
    expect(seen.tracePath).toMatch(/^t[\\/]1970-01-01T00\.00\.00\.000-[0-9a-f]{4}$/);
  });

  it('reports without data when the trace is gone', async () => {
    const { code, seen } = await run('app.js', { armed: false, readTrace: async () => () => readTrace('/no/such') });
    expect(code).toBe(3);
    expect(seen.trace?.problems[0]?.message).toContain('There is no trace at /no/such');
  });

  it.each<[string, Plot, number]>([
    ["the target's own failure", { ending: { exitCode: 7 } }, 7],
    ['its signal', { ending: { exitCode: null, signal: 'SIGTERM' } }, 143],
    ['no data', { armed: false }, 3],
    ['stopped by the user', { ending: { exitCode: null, signal: 'SIGINT', stoppedBy: 'interrupt' } }, 0],
  ])('exits with %s', async (_what, plot, code) => {
    expect((await run('app.js', plot)).code).toBe(code);
  });
});

describe('main with a command', () => {
  it('starts it as it stands', async () => {
    const { seen } = await run('-- npm run x --y');
    expect(seen.command).toMatchObject({ file: 'npm', args: ['run', 'x', '--y'] });
  });

  it('says when there is no such command, and leaves no run behind', async () => {
    const startError = Object.assign(new Error('spawn'), { code: 'ENOENT', syscall: 'spawn nmp' });
    const { code, err } = await run('-- nmp', { startError });
    expect(err).toBe('loopcheck: There is no command nmp: check its spelling, and that it is in the PATH.\n');
    expect(code).toBe(2);
    expect(readdirSync(join(cwd, '.loopcheck')).filter((name) => name !== '.gitignore')).toEqual([]);
  });
});

describe('main with wrong usage', () => {
  it.each([
    '--threshold 0 app.js',
    '--nonsense app.js',
    'ap.js',
    '--format jsn app.js',
    '--output no/such/file --format json app.js',
    '--trace app.js/x app.js',
  ])('exits 2 with one sentence and starts nothing: loopcheck %s', async (args) => {
    const { code, err, out, seen } = await run(args);
    expect({ code, out, command: seen.command }).toEqual({ code: 2, out: '', command: null });
    expect(err).toMatch(/^loopcheck: .+[.?]\n$/);
  });

  it('owns up to a bug of its own', async () => {
    const { code, err } = await run('app.js', { startError: new TypeError('x is not a function') });
    expect(code).toBe(2);
    expect(err).toContain('a bug of its own');
    expect(err).toContain('x is not a function');
  });
});

describe('main report', () => {
  const reading: Plot = { readTrace: async () => readTrace };

  it('makes the report from the saved trace, with the threshold of the run', async () => {
    await writeFile(join(cwd, 't.ndjson'), ndjson(launched({ thresholdMs: 75 }), header()));
    const { code, err, seen } = await run('report t.ndjson', reading);
    expect({ code, err }).toEqual({ code: 0, err: 'report 80 false\n' });
    expect(seen).toMatchObject({ thresholdMs: 75, tracePath: 't.ndjson' });
  });

  it("does not fail for the target's failure", async () => {
    const exited = { type: 'exited', atNs: 1, pid: 7, exitCode: 9, signal: null, stoppedBy: null };
    await writeFile(join(cwd, 't.ndjson'), ndjson(launched(), header(), exited));
    expect((await run('report t.ndjson', reading)).code).toBe(0);
  });

  it('fails for a broken budget', async () => {
    await writeFile(join(cwd, 't.ndjson'), ndjson(header()));
    const judgement = { budgets: [{ name: 'maxStalls', limit: 0, actual: 1, status: 'fail' as const }] };
    expect((await run('report --max-stalls 0 t.ndjson', { ...reading, judgement })).code).toBe(1);
  });

  it('reports on several traces in turn', async () => {
    await writeFile(join(cwd, 't.ndjson'), ndjson(header()));
    expect((await run('report t.ndjson t.ndjson', reading)).err).toBe('report 80 false\nreport 80 false\n');
    expect((await run('report --format json --output a t.ndjson t.ndjson', reading)).code).toBe(2);
  });

  it('says which of several runs it took, where no report on stderr says it', async () => {
    await writeFile(join(cwd, 'a.ndjson'), ndjson(launched({ originWallMs: 2 }), header()));
    await writeFile(join(cwd, 'b.ndjson'), ndjson(launched({ originWallMs: 1 }), header()));
    const said = `loopcheck: ${cwd} holds 2 runs; this is the newest, a.ndjson.\n`;
    expect(await run('report --format json --output - .', reading)).toMatchObject({
      out: '{}\n',
      err: `loopcheck: All is well.\n${said}`,
    });
    expect((await run('report .', reading)).err).toBe('report 80 false\n');
    expect((await run('report --quiet .', reading)).err).toBe('loopcheck: All is well.\n');
  });

  it('refuses a path without a trace', async () => {
    expect(await run('report no/such', reading)).toMatchObject({ code: 2, out: '' });
  });

  it('refuses what is not a trace', async () => {
    const { code, err } = await run('report app.js', reading);
    expect(code).toBe(2);
    expect(err).toContain('app.js is empty');
  });
});

describe('main --allow', () => {
  const entry = { id: 'big-json', file: 'app.js', reason: 'small in truth' };

  it('hands on the list and the day', async () => {
    await writeFile(join(cwd, 'allow.json'), JSON.stringify([entry]));
    const { code, seen } = await run('--allow allow.json app.js');
    expect({ code, allow: seen.allow }).toEqual({ code: 0, allow: { entries: [entry], today: '1970-01-01' } });
  });

  it.each([
    ['nothing', 'it does not exist. An entry has'],
    ['{', 'it is no JSON'],
    ['[{"id":"big-json"}]', 'entry 1 needs file, a text'],
  ])('refuses %s before anything starts', async (text, why) => {
    if (text !== 'nothing') await writeFile(join(cwd, 'allow.json'), text);
    const { code, err, seen } = await run('--allow allow.json app.js');
    expect({ code, command: seen.command }).toEqual({ code: 2, command: null });
    expect(err).toContain(`--allow allow.json cannot be used: ${why}`);
  });
});

describe('main --version and --help', () => {
  it('answer on stdout', async () => {
    expect(await run('--version')).toMatchObject({ code: 0, out: '1.2.3\n', err: '' });
    expect(await run('explain --help')).toMatchObject({ code: 0, out: expect.stringContaining('  gc-pressure ') });
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage: loopcheck'), err: '' });
  });
});

describe('main explain', () => {
  it('prints the page, or the table', async () => {
    expect((await run('explain slow-regex')).out).toContain('From when on\n');
    expect((await run('explain')).out).toMatch(/^slow-regex +a regular expression/m);
  });

  it.each([
    ['slow-regexp', 'slow-regex'],
    ['blocking', 'blocking-call'],
    ['Big-Json', 'big-json'],
  ])('suggests what %s may have meant', async (id, near) => {
    const { code, err } = await run(`explain ${id}`);
    expect(code).toBe(2);
    expect(err).toContain(`Did you mean ${near}?`);
  });
});
