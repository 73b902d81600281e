import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, loopcheck } from '../support/loopcheck.js';
import { program } from '../support/program.js';

const ECHO = 'process.stdin.pipe(process.stdout); console.log(JSON.stringify(process.argv.slice(2)));';

describe('the target', () => {
  it('has its arguments, its stdin and its stdout to itself', async () => {
    const cwd = await program({ 'app.js': ECHO });
    const args = ['--threshold', 'x y', '--', '-h', '$HOME', '*'];
    const { stdout, exitCode } = await loopcheck(['app.js', ...args], { cwd, input: 'from\0stdin' });
    expect(stdout).toBe(`${JSON.stringify(args)}\nfrom\0stdin`);
    expect(exitCode).toBe(0);
  });

  it('sees its own NODE_OPTIONS, and nothing of the probe', async () => {
    const cwd = await program({
      'app.js': 'console.log(process.env.NODE_OPTIONS, process.env.LOOPCHECK_PROBE, process.execArgv)',
    });
    const bare = await loopcheck(['app.js'], { cwd });
    expect(bare.stdout).toBe('undefined undefined []\n');
    const kept = await loopcheck(['app.js'], { cwd, env: { NODE_OPTIONS: '--no-deprecation' } });
    expect(kept.stdout).toBe('--no-deprecation undefined []\n');
  });

  it('runs with its own NODE_OPTIONS', async () => {
    const cwd = await program({ 'app.js': 'console.log(globalThis.early)', 'early it is.cjs': 'globalThis.early = 1' });
    const env = { NODE_OPTIONS: '--require "./early it is.cjs"' };
    expect((await loopcheck(['app.js'], { cwd, env })).stdout).toBe('1\n');
  });

  it('may be named without its extension, and may be a module', async () => {
    const cwd = await program({ 'app.js': 'console.log("cjs")', 'mod.mjs': 'console.log(import.meta.url !== "")' });
    expect((await loopcheck(['./app'], { cwd })).stdout).toBe('cjs\n');
    expect((await loopcheck(['mod.mjs'], { cwd })).stdout).toBe('true\n');
  });

  it('may be any command, and each Node process under it is seen', async () => {
    const cwd = await program({ 'app.js': 'console.log("hello")' });
    const { stdout, exitCode } = await loopcheck(['--', 'sh', '-c', 'node app.js; node app.js'], { cwd });
    expect(stdout).toBe('hello\nhello\n');
    expect(exitCode).toBe(0);
    const [run = ''] = (await readdir(join(cwd, '.loopcheck'))).filter((name) => name !== '.gitignore');
    expect(await readdir(join(cwd, '.loopcheck', run))).toHaveLength(3);
  });
});

describe('the exit code', () => {
  it.each([
    ['its own', 'process.exitCode = 7', 7],
    ['of an uncaught error', 'throw new Error("no")', 1],
    ['of a syntax error', 'let let = 1', 1],
    ['of an exit in mid-stall', 'const end = Date.now() + 200; while (Date.now() < end); process.exit(4)', 4],
    ['128 + n of a signal', 'process.kill(process.pid, "SIGKILL")', 137],
  ])('is the one of the target: %s', async (_what, text, code) => {
    expect((await loopcheck(['app.js'], { cwd: await program({ 'app.js': text }) })).exitCode).toBe(code);
  });

  it('is 13 for an await that never settles', async () => {
    const cwd = await program({ 'app.mjs': 'await new Promise(() => {})' });
    expect((await loopcheck(['app.mjs'], { cwd })).exitCode).toBe(13);
  });

  it('is 3 where no Node process was seen', async () => {
    expect((await loopcheck(['--', 'true'], { cwd: await program({}) })).exitCode).toBe(3);
  });

  it('is 1 where a budget was broken, and 0 where it was kept', async () => {
    const text = 'setTimeout(() => { const end = Date.now() + 200; while (Date.now() < end); }, 50)';
    const cwd = await program({ 'app.js': text });
    expect((await loopcheck(['--max-stall', '100', 'app.js'], { cwd })).exitCode).toBe(1);
    expect((await loopcheck(['--max-stall', '10s', 'app.js'], { cwd })).exitCode).toBe(0);
  });
});

describe('the trace and the reports', () => {
  it('may be one file, from which the same report comes again', async () => {
    const text = 'setTimeout(() => { const end = Date.now() + 200; while (Date.now() < end); }, 50)';
    const cwd = await program({ 'app.js': text });
    const made = ['--format', 'json', '--output', '-'];
    const first = await loopcheck(['--trace', 't.ndjson', ...made, 'app.js'], { cwd });
    const second = await loopcheck(['report', ...made, 't.ndjson'], { cwd });
    expect(JSON.parse(second.stdout)).toEqual(JSON.parse(first.stdout));
    expect(JSON.parse(first.stdout).stalls).toHaveLength(1);
  });

  it('go to a file, whatever the target does to stdout', async () => {
    const cwd = await program({ 'app.js': 'process.stdout.end("bye")' });
    const { stdout } = await loopcheck(['--format', 'json=a b.json', 'app.js'], { cwd });
    expect(stdout).toBe('bye');
    expect(JSON.parse(await readFile(join(cwd, 'a b.json'), 'utf8')).format).toBe('loopcheck-report');
  });

  it('survive a target that removes the trace', async () => {
    const text = 'require("node:fs").rmSync(".loopcheck", { recursive: true })';
    const { exitCode, stderr } = await loopcheck(['app.js'], { cwd: await program({ 'app.js': text }) });
    expect(stderr).not.toContain('a bug of its own');
    expect(exitCode).toBe(3);
  });
});

describe('loopcheck itself', () => {
  it('exits 2 with one sentence for what is wrong', async () => {
    const cwd = await program({ 'app.js': 'console.log("started")' });
    const { exitCode, stdout, stderr } = await loopcheck(['--threshold', '50 parsecs', 'app.js'], { cwd });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^loopcheck: --threshold got "50 parsecs": .*\n$/);
  });

  it('does not mind a stderr that nobody reads', async () => {
    const cwd = await program({ 'app.js': 'process.exitCode = 5' });
    const command = `"$1" "$2" app.js 2>&1 >/dev/null | true; exit "\${PIPESTATUS[0]}"`;
    const { exitCode } = await loopcheck(['--', 'bash', '-c', command, 'bash', process.execPath, BIN], { cwd });
    expect(exitCode).toBe(5);
  });
});
