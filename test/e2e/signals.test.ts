import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { listProcesses } from '../../src/launch/process-table.js';
import { loopcheck, start } from '../support/loopcheck.js';
import { program } from '../support/program.js';

/** Says that it is ready, counts the signals it gets in a file, and ends at the last of `ends`. */
const COUNTS = (...ends: string[]) => `
  const { appendFileSync } = require('node:fs');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      appendFileSync('signals', signal + ' ');
      console.log('got ' + signal);
      if (${JSON.stringify(ends)}.includes(signal)) clearInterval(timer);
    });
  }
  const timer = setInterval(() => {}, 1000);
  appendFileSync('pid', String(process.pid));
  console.log('ready');
`;

/** Waits until the process that wrote the file `pid` runs no more; an orphan that nobody has reaped yet does not. */
async function gone(cwd: string): Promise<void> {
  const pid = Number(await readFile(join(cwd, 'pid'), 'utf8'));
  await vi.waitFor(async () => expect((await listProcesses()).map((one) => one.pid)).not.toContain(pid), 5000);
}

describe('a signal to loopcheck', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('reaches the target once: %s', async (signal) => {
    const cwd = await program({ 'app.js': COUNTS(signal) });
    const run = start(['app.js'], { cwd });
    await run.said('ready');
    run.kill(signal);
    const { exitCode, stderr } = await run.ended;
    expect(exitCode).toBe(0);
    expect(stderr).not.toBe('');
    expect(await readFile(join(cwd, 'signals'), 'utf8')).toBe(`${signal} `);
  });

  it('is a failure where the target dies by it: SIGTERM', async () => {
    const cwd = await program({ 'app.js': 'setInterval(() => {}, 1000); console.log("ready")' });
    const run = start(['app.js'], { cwd });
    await run.said('ready');
    run.kill('SIGTERM');
    expect((await run.ended).exitCode).toBe(143);
  });

  it('is none where the user stopped it: SIGINT', async () => {
    const cwd = await program({ 'app.js': 'setInterval(() => {}, 1000); console.log("ready")' });
    const run = start(['app.js'], { cwd });
    await run.said('ready');
    run.kill('SIGINT');
    expect((await run.ended).exitCode).toBe(0);
  });

  it('kills the target and its children the second time', async () => {
    const parent = `
      require('node:child_process').spawn(process.execPath, ['child.js'], { stdio: 'inherit' });
      process.on('SIGINT', () => console.log('parent got SIGINT'));
    `;
    const cwd = await program({ 'app.js': parent, 'child.js': COUNTS() });
    const run = start(['app.js'], { cwd });
    await run.said('ready');
    run.kill('SIGINT');
    await run.said('parent got SIGINT');
    run.kill('SIGINT');
    const { exitCode, stderr } = await run.ended;
    expect(exitCode).toBe(0);
    expect(stderr).not.toBe('');
    await gone(cwd);
  });

  it('still brings the report of an endless loop', async () => {
    const cwd = await program({ 'app.js': 'console.log("ready"); for (;;);' });
    const run = start(['--format', 'json=r.json', 'app.js'], { cwd });
    await run.said('ready');
    run.kill('SIGINT');
    expect((await run.ended).exitCode).toBe(0);
    const report = JSON.parse(await readFile(join(cwd, 'r.json'), 'utf8'));
    expect(report.target.stoppedBy).toBe('interrupt');
  });
});

describe('--duration', () => {
  it('stops a target that would go on', async () => {
    const cwd = await program({ 'app.js': COUNTS('SIGTERM') });
    const { exitCode } = await loopcheck(['--duration', '2s', 'app.js'], { cwd });
    expect(exitCode).toBe(0);
    expect(await readFile(join(cwd, 'signals'), 'utf8')).toBe('SIGTERM ');
  });

  it('kills a target that does not listen, and its children', async () => {
    const cwd = await program({ 'app.js': COUNTS() });
    const args = ['--duration', '2s', '--', 'sh', '-c', 'trap "" TERM; node app.js; true'];
    const { exitCode } = await loopcheck(args, { cwd });
    expect(exitCode).toBe(0);
    await gone(cwd);
  });

  it('leaves alone what ends before', async () => {
    const cwd = await program({ 'app.js': 'process.exitCode = 6' });
    expect((await loopcheck(['--duration', '1m', 'app.js'], { cwd })).exitCode).toBe(6);
  });
});
