import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import files from '../../../src/probe/outlets/file.cjs';
import { figures } from '../../metrics/sample.js';
import { scratch } from '../../support/trace-lines.js';

function open(file: string) {
  const told: string[] = [];
  const outlet = files.openFile(
    file,
    {
      figures: () => figures(),
      tellOnce: (what, sentence) => {
        if (!told.some((one) => one.startsWith(what))) told.push(`${what}: ${sentence}`);
      },
    },
    77,
  );
  return { outlet, told };
}

const NEXT_MS = 20_000;

describe('the file of metrics', () => {
  it('is replaced as a whole, at most every 15 s, and leaves nothing beside it', async () => {
    const folder = await scratch();
    const file = join(folder, 'loop.prom');
    const { outlet, told } = open(file);
    outlet.tick(0);
    expect(readFileSync(file, 'utf8')).toContain('loopcheck_armed 1\n');
    writeFileSync(file, '');
    outlet.tick(14_000);
    expect(readFileSync(file, 'utf8')).toBe('');
    outlet.tick(15_000);
    expect(readFileSync(file, 'utf8')).toContain('loopcheck_armed 1\n');
    expect([readdirSync(folder), told]).toEqual([['loop.prom'], []]);
  });

  it('is tried again where its folder was not there, which is told', async () => {
    const folder = await scratch();
    const file = join(folder, 'later/loop.prom');
    const { outlet, told } = open(file);
    outlet.tick(0);
    outlet.tick(NEXT_MS);
    expect(told).toEqual([`no file: The metrics could not be written to ${file} (ENOENT; it is tried again).`]);
    mkdirSync(join(folder, 'later'));
    outlet.tick(2 * NEXT_MS);
    expect(readFileSync(file, 'utf8')).toContain('loopcheck_armed 1\n');
  });

  it('is left alone once another process has put its own there, which is told', async () => {
    const folder = await scratch();
    const file = join(folder, 'loop.prom');
    const { outlet, told } = open(file);
    outlet.tick(0);
    writeFileSync(join(folder, 'other'), 'theirs');
    renameSync(join(folder, 'other'), file);
    outlet.tick(NEXT_MS);
    outlet.tick(2 * NEXT_MS);
    expect(readFileSync(file, 'utf8')).toBe('theirs');
    expect(told).toEqual([expect.stringContaining('another process writes it too')]);
  });

  it('is written through a link, and never into a pipe', async () => {
    const folder = await scratch();
    symlinkSync(join(folder, 'real.prom'), join(folder, 'link.prom'));
    writeFileSync(join(folder, 'real.prom'), '');
    open(join(folder, 'link.prom')).outlet.tick(0);
    expect(readFileSync(join(folder, 'real.prom'), 'utf8')).toContain('loopcheck_armed');
    const pipe = join(folder, 'pipe.prom');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const { outlet, told } = open(pipe);
    outlet.tick(0);
    expect(told).toEqual([`no file: The metrics could not be written to ${pipe} (it is no regular file).`]);
  });

  it('is written as it is where its folder takes no new file', async () => {
    const folder = await scratch();
    const file = join(folder, 'loop.prom');
    writeFileSync(file, 'old');
    chmodSync(file, 0o666);
    chmodSync(folder, 0o555);
    const module = join(import.meta.dirname, '../../../dist/probe/outlets/file.cjs');
    // Permissions mean nothing to root. Nobody may not be let into the project's own folder, so it is read before.
    const asNobody = process.getuid?.() === 0 ? 'process.seteuid(65_534);' : '';
    const program = `
      const told = [];
      const figures = ${JSON.stringify(figures())};
      const deps = { figures: () => figures, tellOnce: (what) => told.push(what) };
      const { openFile } = require(${JSON.stringify(module)});
      ${asNobody}
      openFile(${JSON.stringify(file)}, deps, 1).tick(0);
      console.log(told.join());`;
    const run = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8', cwd: '/' });
    chmodSync(folder, 0o755);
    expect([run.stderr, run.stdout]).toEqual(['', 'in place\n']);
    expect(readFileSync(file, 'utf8')).toContain('loopcheck_armed 1\n');
    expect(existsSync(`${file}.1.tmp`)).toBe(false);
  });
});
