import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrace } from '../../src/trace/read.js';
import { installed, node } from '../support/installed.js';
import { loopcheck } from '../support/loopcheck.js';

const BURN = `function burn(ms) {
  const end = Date.now() + ms;
  while (Date.now() < end);
}
`;

const REGISTER = { NODE_OPTIONS: '--require loopcheck/register' };

describe('loopcheck/register', () => {
  it('records the process and the children that its NODE_OPTIONS reach, and the report names the line', async () => {
    const cwd = await installed({
      'app.js': `${BURN}setTimeout(() => burn(150), 50);
        require('node:child_process').fork('./child.js', ['--password=hunter2']);`,
      'child.js': `${BURN}setTimeout(() => burn(120), 50);`,
    });
    const run = await node(cwd, ['app.js', '--token=hunter2'], REGISTER);
    expect(run.all).toBe('');
    expect(run.exitCode).toBe(0);
    const dir = join(cwd, '.loopcheck');
    const files = readdirSync(dir);
    expect(files).toHaveLength(2);
    for (const file of files) {
      expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
      expect(readFileSync(join(dir, file), 'utf8')).not.toContain('hunter2');
    }
    const { processes } = await readTrace(dir);
    const stalls = processes.map(({ header, stalls: [stall] }) => [header.title, stall?.close?.ended]);
    expect(stalls.sort()).toEqual([
      ['app.js', 'turn'],
      ['child.js', 'turn'],
    ]);
    const report = await loopcheck(['report', '.loopcheck'], { cwd });
    expect(report.stderr).toContain('app.js:3');
    expect(report.stderr.replaceAll(/\s+/g, ' ')).toContain(
      'its command line, and a signal that ended it, are not known',
    );
  });

  it('is armed by --import too, and once where the launcher is there', async () => {
    const cwd = await installed({ 'app.mjs': `${BURN}setTimeout(() => burn(150), 50);` });
    await node(cwd, ['--import', 'loopcheck/register', 'app.mjs'], { LOOPCHECK_DIR: 'mine' });
    expect((await readTrace(join(cwd, 'mine'))).processes[0]?.stalls).toHaveLength(1);
    const run = await loopcheck(['--trace', 'launched', 'app.mjs'], {
      cwd,
      env: { ...REGISTER, LOOPCHECK_DIR: 'other' },
    });
    expect(run.stderr).toContain('app.mjs:3');
    expect(existsSync(join(cwd, 'other'))).toBe(false);
  });

  it('uses the default for a setting that makes no sense, and notes it in the trace', async () => {
    const cwd = await installed({ 'app.js': `${BURN}setTimeout(() => burn(80), 50);` });
    const run = await node(cwd, ['app.js'], { ...REGISTER, LOOPCHECK_THRESHOLD: 'soon', LOOPCHECK_REDACT: '(' });
    expect([run.all, run.exitCode]).toEqual(['', 0]);
    const { processes, problems } = await readTrace(join(cwd, '.loopcheck'));
    expect(processes[0]?.header.thresholdMs).toBe(50);
    const told = problems.map(({ message }) => message).join('\n');
    expect(told).toContain('LOOPCHECK_THRESHOLD="soon" is not a time of 1 ms or more (50, 50ms, 1s); 50 ms was used.');
    expect(told).toContain('1 of the patterns in LOOPCHECK_REDACT');
  });

  it('leaves the program alone where its folder cannot be written', async () => {
    const cwd = await installed({ 'app.js': `${BURN}setTimeout(() => { burn(80); console.log('done'); }, 20);` });
    writeFileSync(join(cwd, 'taken'), '');
    const run = await node(cwd, ['app.js'], { ...REGISTER, LOOPCHECK_DIR: 'taken/below' });
    expect([run.all, run.exitCode]).toEqual(['done', 0]);
  });

  it('goes on in a new file when its own is deleted', async () => {
    const cwd = await installed({
      'app.js': `${BURN}const fs = require('node:fs');
        const first = () => fs.existsSync('.loopcheck') ? fs.readdirSync('.loopcheck')[0] : undefined;
        const wait = setInterval(() => {
          if (first() === undefined) return;
          clearInterval(wait);
          fs.unlinkSync('.loopcheck/' + first());
          burn(120);
        }, 10);`,
    });
    await node(cwd, ['app.js'], REGISTER);
    const [process] = (await readTrace(join(cwd, '.loopcheck'))).processes;
    expect(process?.header.segment?.number).toBe(2);
    expect(process?.armed).not.toBeNull();
    expect(process?.stalls.at(-1)?.close?.ended).toBe('turn');
  });

  it('takes a snapshot when the signal that the user named asks for it', async () => {
    const cwd = await installed({
      'app.js': `const fs = require('node:fs');
        process.kill(process.pid, 'SIGUSR2');
        const wait = setInterval(() => {
          if (!fs.existsSync('.loopcheck/snapshots')) return;
          clearInterval(wait);
          console.log('taken');
        }, 10);`,
    });
    const env = { ...REGISTER, LOOPCHECK_SNAPSHOT_SIGNAL: 'SIGUSR2' };
    expect((await node(cwd, ['app.js'], env)).all).toBe('taken');
    const [life = ''] = readdirSync(join(cwd, '.loopcheck/snapshots'));
    expect((await readTrace(join(cwd, '.loopcheck/snapshots', life))).processes[0]?.armed).not.toBeNull();
    const without = await node(cwd, ['app.js'], REGISTER);
    expect(without.signal).toBe('SIGUSR2');
  });
});

describe('start()', () => {
  it('tells of a stall with its line and measured cause, and stops', async () => {
    const cwd = await installed({
      'app.mjs': `import { start } from 'loopcheck';
        import { pbkdf2Sync } from 'node:crypto';
        const wait = setInterval(() => {}, 1000);
        const recording = start({ dir: 'out', onStall(stall) {
          // A busy machine makes stalls of its own.
          if (stall.cause === null) return;
          console.log(JSON.stringify(stall));
          recording.stop();
          clearInterval(wait);
        } });
        setTimeout(() => pbkdf2Sync('a', 'b', 600000, 32, 'sha512'), 50);`,
    });
    const told = JSON.parse((await node(cwd, ['app.mjs'])).stdout) as Record<string, unknown>;
    expect(told).toMatchObject({ threadId: 0, cause: { kind: 'sync-call', api: 'crypto.pbkdf2Sync' } });
    expect(told['location']).toMatchObject({ line: 11 });
  });

  it.each([
    ['recording.stop()', 0],
    ['process.exit(3)', 3],
  ])('tells of the stall that %s cuts off', async (ending, exitCode) => {
    const cwd = await installed({
      'app.mjs': `import { start } from 'loopcheck';
        import { pbkdf2Sync } from 'node:crypto';
        const recording = start({ dir: null, onStall: ({ cause }) => console.log(cause?.api) });
        setTimeout(() => { pbkdf2Sync('a', 'b', 600000, 32, 'sha512'); ${ending}; console.log('after') }, 50);`,
    });
    const run = await node(cwd, ['app.mjs']);
    expect(run.exitCode).toBe(exitCode);
    expect(run.stdout.split('\n').filter((line) => line !== 'undefined')).toEqual(
      exitCode === 0 ? ['crypto.pbkdf2Sync', 'after'] : ['crypto.pbkdf2Sync'],
    );
  });

  it.each([
    ['thresholdMs', 'start({ thresholdMs: 0 })', 'thresholdMs must be a number of 1 or more, not 0'],
    ['a second call', 'start({ dir: null }); start()', 'this process is watched already'],
  ])('rejects %s in one sentence', async (_, code, sentence) => {
    const cwd = await installed({ 'app.mjs': `import { start } from 'loopcheck'; ${code};` });
    expect((await node(cwd, ['app.mjs'])).stderr).toContain(sentence);
  });
});
