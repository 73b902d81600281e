import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loopcheck, start } from '../support/loopcheck.js';
import { program } from '../support/program.js';

/** Blocks in functions that have names, as long as the environment says. */
const APP = `
const { execSync } = require('node:child_process');
function debt() { execSync('sleep 0.12'); }
function fresh() { execSync('sleep ' + process.env.FRESH); }
setTimeout(debt, 50);
if (process.env.FRESH) setTimeout(fresh, 250);
`;

describe('a baseline', () => {
  it('lets a known culprit pass, fails for a new one, and is tightened', async () => {
    const cwd = await program({ 'app.js': APP });
    await loopcheck(['--quiet', 'app.js'], { cwd });
    expect((await loopcheck(['baseline', 'save'], { cwd })).exitCode).toBe(0);
    const options = ['--baseline', 'loopcheck.baseline.json', '--quiet'];

    const same = await loopcheck([...options, '--max-stall', '60', 'app.js'], { cwd });
    expect(same.exitCode).toBe(0);

    const worse = await loopcheck([...options, '--format', 'json', '--output', '-', 'app.js'], {
      cwd,
      env: { FRESH: '0.2' },
    });
    expect(worse.exitCode).toBe(1);
    const { baseline, verdict } = JSON.parse(worse.stdout);
    expect(verdict.status).toBe('fail');
    expect([baseline.new.length, baseline.worse.length, baseline.known.length]).toEqual([1, 0, 1]);

    const better = await loopcheck(
      [...options, '--ratchet', '--', process.execPath, '-e', 'setTimeout(() => {}, 300)'],
      {
        cwd,
      },
    );
    expect(better.exitCode).toBe(0);
    const left = JSON.parse(await readFile(join(cwd, 'loopcheck.baseline.json'), 'utf8'));
    expect(left.culprits).toEqual([]);
  });
});

describe('--runs', () => {
  it('keeps a trace of each run, and tells a failure in any of them', async () => {
    const text = `
      const fs = require('node:fs');
      const before = fs.readdirSync('.loopcheck').flatMap((name) => name === '.gitignore' ? [] : fs.readdirSync('.loopcheck/' + name));
      if (before.length === 2) process.exitCode = 7;
      setTimeout(() => {}, 100);`;
    const cwd = await program({ 'app.js': text });
    const { exitCode, stdout, stderr } = await loopcheck(
      ['--runs', '3', '--max-stalls', '9', '--format', 'json', '--output', '-', 'app.js'],
      { cwd },
    );
    expect(exitCode).toBe(7);
    expect(stderr).toContain('loopcheck: run 3 of 3');
    const { series, budgets, verdict } = JSON.parse(stdout);
    expect(series).toMatchObject({ runs: 3, wanted: 3, aggregate: 'median', failures: [{ run: 2 }] });
    expect(budgets[0].spread).toMatchObject({ runs: 3, over: 0 });
    expect(verdict.status).toBe('target-failed');
    const [folder = ''] = (await readdir(join(cwd, '.loopcheck'))).filter((name) => name !== '.gitignore');
    expect(await readdir(join(cwd, '.loopcheck', folder))).toHaveLength(3);
    expect((await loopcheck(['report', '--quiet'], { cwd })).exitCode).toBe(0);
  });

  it('ends with Ctrl-C, and reports on the runs that there are', async () => {
    const text = `
      const fs = require('node:fs');
      if (fs.existsSync('once')) { console.log('waiting'); setTimeout(() => {}, 60000); }
      else fs.writeFileSync('once', '');`;
    const cwd = await program({ 'app.js': text });
    const run = start(['--runs', '5', 'app.js'], { cwd });
    await run.said('waiting');
    run.kill('SIGINT');
    const { exitCode, stderr } = await run.ended;
    expect(exitCode).toBe(0);
    expect(stderr).toContain('1 run of 5: the series was ended early');
    expect(stderr).not.toContain('run 3 of 5');
  });
});
