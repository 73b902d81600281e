import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nameRun, prepareTracePlace } from '../../src/cli/trace-place.js';
import { sealedLine } from '../../src/trace/seal.js';
import { header, ndjson, scratch } from '../support/trace-lines.js';

const exited = { type: 'exited', atNs: 1, pid: 1, exitCode: 0, signal: null, stoppedBy: null } as const;

describe('prepareTracePlace', () => {
  it('makes a folder for the run, which git does not see', async () => {
    const cwd = await scratch();
    const place = prepareTracePlace(null, cwd, 'r1');
    expect(place).toMatchObject({ dir: join(cwd, '.loopcheck/r1'), file: null, path: join(cwd, '.loopcheck/r1') });
    expect(await readFile(join(cwd, '.loopcheck/.gitignore'), 'utf8')).toBe('*\n');
  });

  it('gives a series a folder of its own in the usual place, and none in a chosen one', async () => {
    const cwd = await scratch();
    expect(prepareTracePlace(null, cwd, 'r1', 's').dir).toBe(join(cwd, '.loopcheck/s/r1'));
    expect(await readFile(join(cwd, '.loopcheck/.gitignore'), 'utf8')).toBe('*\n');
    expect(prepareTracePlace('mine', cwd, 'r1', 's').dir).toBe(join(cwd, 'mine/r1'));
  });

  it('takes a path that does not exist for a folder of runs', async () => {
    const cwd = await scratch();
    expect(prepareTracePlace('a/b', cwd, 'r1').dir).toBe(join(cwd, 'a/b/r1'));
    expect(existsSync(join(cwd, 'a/b/.gitignore'))).toBe(false);
  });

  it('takes a name that ends in .ndjson for one file', async () => {
    const cwd = await scratch();
    expect(prepareTracePlace('a.ndjson', cwd, 'r1')).toMatchObject({ dir: null, file: join(cwd, 'a.ndjson') });
  });

  it('replaces an earlier trace in that file', async () => {
    const cwd = await scratch();
    await writeFile(join(cwd, 'a.ndjson'), ndjson(header()));
    const place = prepareTracePlace('a.ndjson', cwd, 'r1');
    place.log.write(exited);
    place.log.close();
    expect(await readFile(join(cwd, 'a.ndjson'), 'utf8')).toBe(sealedLine(exited));
  });

  it('takes a folder for a folder, whatever its name', async () => {
    const cwd = await scratch();
    await mkdir(join(cwd, 'a.ndjson'));
    expect(prepareTracePlace('a.ndjson', cwd, 'r1').dir).toBe(join(cwd, 'a.ndjson/r1'));
  });

  it('leaves a file alone that is no trace', async () => {
    const cwd = await scratch();
    await writeFile(join(cwd, 'log.ndjson'), '{"level":30}\n');
    await writeFile(join(cwd, 'app.js'), '');
    expect(() => prepareTracePlace('log.ndjson', cwd, 'r1')).toThrow('is not a loopcheck trace, so it is left alone');
    expect(() => prepareTracePlace('app.js', cwd, 'r1')).toThrow('--trace app.js is a file');
  });

  it('refuses a place that cannot be written', async () => {
    const cwd = await scratch();
    await writeFile(join(cwd, 'f'), '');
    expect(() => prepareTracePlace('f/x', cwd, 'r1')).toThrow('The trace cannot be written to f/x (ENOTDIR)');
    expect(() => prepareTracePlace('f/x.ndjson', cwd, 'r1')).toThrow('The trace cannot be written to f/x.ndjson');
  });

  it.runIf(process.platform === 'linux')('refuses a place in which no folder can be made, at once', () => {
    expect(() => prepareTracePlace('/proc/loopcheck/traces', '/', 'r1')).toThrow(
      'The trace cannot be written to /proc/loopcheck/traces (ENOENT)',
    );
  });

  it('leaves no empty run behind when it is discarded', async () => {
    const place = prepareTracePlace(null, await scratch(), 'r1');
    place.discard();
    expect(existsSync(place.path)).toBe(false);
  });
});

describe('nameRun', () => {
  it('begins with the time, so that names sort by age', () => {
    expect(nameRun(new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 6)), 'beef')).toBe('2026-01-02T03.04.05.006-beef');
  });
});
