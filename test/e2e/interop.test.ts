import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loopcheck } from '../support/loopcheck.js';
import { closed, header, ndjson, scratch } from '../support/trace-lines.js';

const STALLED = ndjson(
  header(),
  { type: 'frame', id: 1, function: 'work', url: '/app/app.js', line: 7, column: 3 },
  { type: 'stack', nodes: [[1, 0, 1]] },
  { type: 'stall-open', stall: 1, startNs: 1e8, atNs: 1.5e8 },
  { type: 'sample', stall: 1, atNs: 3e8, waitNs: 0, weightNs: 2e8, stack: 1 },
  closed({ startNs: 1e8, endNs: 3e8 }),
);

async function traced(): Promise<string> {
  const cwd = await scratch();
  await writeFile(join(cwd, 'run.ndjson'), STALLED);
  return cwd;
}

describe('export', () => {
  it('writes beside the caller under the name of the trace', async () => {
    const cwd = await traced();
    const { exitCode, stderr } = await loopcheck(['export', 'run.ndjson', '--as', 'speedscope'], { cwd });
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('wrote run.speedscope.json')]);
    expect(JSON.parse(await readFile(join(cwd, 'run.speedscope.json'), 'utf8')).profiles).toHaveLength(1);
  });

  it('writes to stdout, and labels stalls with their cause and line', async () => {
    const cwd = await traced();
    const { stdout } = await loopcheck(['export', 'run.ndjson', '--as', 'chrome', '--output', '-'], { cwd });
    const names = JSON.parse(stdout).traceEvents.map(({ name }: { name: string }) => name);
    expect(names).toContain('cpu, app.js:7');
  });

  it.each([
    [['export', 'run.ndjson', '--as', 'speedscop'], 'Did you mean speedscope?'],
    [['export', 'run.ndjson'], 'Name it with --as'],
    [['export', 'run.ndjson', '--as', 'clinic', '--output', '-'], "can't go to stdout"],
    [
      ['export', 'run.ndjson', '--as', 'folded', '--output', 'no/such/file'],
      'cannot be written to no/such/file (ENOENT)',
    ],
    [['import'], 'Nothing to import'],
    [['import', 'gone'], 'There is no file'],
    [['import', 'run.ndjson'], "loopcheck's own already"],
  ])('%j is told in one sentence', async (args, sentence) => {
    const { exitCode, stderr, stdout } = await loopcheck(args, { cwd: await traced() });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
  });
});

describe('import', () => {
  it('makes a trace that reports as the capture does', async () => {
    const cwd = await traced();
    await loopcheck(['export', 'run.ndjson', '--as', 'cpuprofile'], { cwd });
    const { exitCode } = await loopcheck(['import', 'run.cpuprofile', '--trace', 'kept.ndjson'], { cwd });
    expect(exitCode).toBe(0);
    const tell = async (file: string) => {
      const { stdout } = await loopcheck(['report', file, '--format', 'json', '--output', '-'], { cwd });
      return JSON.parse(stdout);
    };
    const kept = await tell('kept.ndjson');
    expect(kept).toEqual(await tell('run.cpuprofile'));
    expect(kept.stalls).toMatchObject([{ startMs: 100, durationMs: 200, location: { file: '/app/app.js', line: 7 } }]);
    expect(kept.probe).toMatchObject({ armed: true, overheadMs: null });
  });

  it('leaves an earlier file that is no trace alone', async () => {
    const cwd = await traced();
    await loopcheck(['export', 'run.ndjson', '--as', 'cpuprofile'], { cwd });
    await writeFile(join(cwd, 'mine.ndjson'), '{"mine":1}\n');
    const { exitCode, stderr } = await loopcheck(['import', 'run.cpuprofile', '--trace', 'mine.ndjson'], { cwd });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is not a loopcheck trace')]);
    expect(await readFile(join(cwd, 'mine.ndjson'), 'utf8')).toBe('{"mine":1}\n');
  });
});

describe('--doctor', () => {
  it("says Clinic's category beside the verdict, and draws its page", async () => {
    const cwd = await traced();
    const { exitCode, stderr } = await loopcheck(['report', 'run.ndjson', '--quiet', '--doctor-html', 'd.html'], {
      cwd,
    });
    expect(stderr).toMatch(/^doctor +[\w-]+: /m);
    expect(stderr).toMatch(/^loopcheck .*\/app\/app\.js:7, 200 ms in all$/m);
    expect(readFileSync(join(cwd, 'd.html'), 'utf8')).toContain('<html');
    expect(exitCode).toBe(3);
  });
});
