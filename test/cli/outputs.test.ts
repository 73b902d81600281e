import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkFormats, checkWritable, pageIn, planOutputs } from '../../src/cli/outputs.js';
import { scratch } from '../support/trace-lines.js';

const format = (name: string, path: string | null = null) => ({ name, path });
const file = (path: string) => ({ to: 'file', path });

describe('planOutputs', () => {
  it('makes the report for the terminal on stderr unless told otherwise', () => {
    expect(planOutputs({ formats: [], output: null, metricsFile: null })).toEqual([
      { format: 'terminal', destination: { to: 'stderr' } },
    ]);
  });

  it('sends --output the one report that is not for the terminal', () => {
    expect(planOutputs({ formats: [format('terminal'), format('json')], output: 'a.json', metricsFile: null })).toEqual(
      [
        { format: 'terminal', destination: { to: 'stderr' } },
        { format: 'json', destination: file('a.json') },
      ],
    );
  });

  it('takes - for stdout', () => {
    expect(planOutputs({ formats: [format('json')], output: '-', metricsFile: null })[0]?.destination).toEqual({
      to: 'stdout',
    });
    expect(planOutputs({ formats: [format('json', '-')], output: null, metricsFile: null })[0]?.destination).toEqual({
      to: 'stdout',
    });
  });

  it("sends --output the terminal's report where there is no other", () => {
    expect(planOutputs({ formats: [], output: 'a.txt', metricsFile: null })[0]?.destination).toEqual(file('a.txt'));
  });

  it('refuses one --output for two reports', () => {
    const formats = [format('json'), format('html')];
    expect(() => planOutputs({ formats, output: 'a', metricsFile: null })).toThrow('not json and html');
  });

  it('refuses an --output for which no report is left', () => {
    expect(() => planOutputs({ formats: [format('json', 'a')], output: 'b', metricsFile: null })).toThrow(
      '--output b has nothing',
    );
  });

  it('refuses two reports in one file', () => {
    const formats = [format('json', 'a'), format('html', './a')];
    expect(() => planOutputs({ formats, output: null, metricsFile: null })).toThrow('Two reports would go to ./a');
  });

  it('refuses two reports on stdout, where nobody could tell them apart', () => {
    const formats = [format('json', '-'), format('sarif', '-')];
    expect(() => planOutputs({ formats, output: null })).toThrow('Two reports would go to stdout');
    expect(() => planOutputs({ formats: [format('terminal'), format('github')], output: null })).not.toThrow();
  });

  it('adds the metrics to the report for people, which keeps its place', () => {
    expect(planOutputs({ formats: [], output: null, metricsFile: 'loop.prom' })).toEqual([
      { format: 'terminal', destination: { to: 'stderr' } },
      { format: 'prometheus', destination: file('loop.prom') },
    ]);
  });

  it('refuses metrics in the file of a report', () => {
    const formats = [format('json', 'a')];
    expect(() => planOutputs({ formats, output: null, metricsFile: './a' })).toThrow('Two reports would go to ./a');
  });
});

describe('planOutputs of a page', () => {
  it('gives it a file of its own where none was named', () => {
    expect(planOutputs({ formats: [format('html')], output: null })).toEqual([
      { format: 'html', destination: file('loopcheck-report.html') },
    ]);
    expect(planOutputs({ formats: [format('html')], output: 'a.html' })[0]?.destination).toEqual(file('a.html'));
  });

  it('adds one for --open, beside what was asked for', () => {
    expect(planOutputs({ formats: [], output: null, open: true })).toEqual([
      { format: 'terminal', destination: { to: 'stderr' } },
      { format: 'html', destination: file('loopcheck-report.html') },
    ]);
    expect(planOutputs({ formats: [format('html', 'a.html')], output: null, open: true })).toHaveLength(1);
  });

  it('leaves --output to the report that was asked for by name', () => {
    const both = { output: 'a.json', open: true };
    const paths = planOutputs({ formats: [format('json')], ...both }).map(({ destination }) => destination);
    expect(paths).toEqual([file('a.json'), file('loopcheck-report.html')]);
    expect(pageIn(planOutputs({ formats: [], output: 'a.html', open: true }))).toBe('a.html');
  });

  it('knows none where the page goes to stdout', () => {
    expect(pageIn(planOutputs({ formats: [format('html')], output: '-', open: true }))).toBeNull();
  });
});

describe('checkFormats', () => {
  it('names the near format and all others', () => {
    const outputs = planOutputs({ formats: [format('jsn')], output: null, metricsFile: null });
    expect(() => checkFormats(outputs, ['terminal', 'json'])).toThrow(
      '--format got "jsn", which is no format. Did you mean json? There are: terminal, json.',
    );
  });
});

describe('checkWritable', () => {
  const check = (path: string, cwd: string) =>
    checkWritable(planOutputs({ formats: [format('json', path)], output: null, metricsFile: null }), cwd);

  it('leaves nothing behind', async () => {
    const folder = await scratch();
    check('a.json', folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a folder that is not there', async () => {
    const folder = await scratch();
    expect(() => check('no/a.json', folder)).toThrow('cannot be written to no/a.json (ENOENT)');
  });

  it('refuses a folder and what lies under a file', async () => {
    const folder = await scratch();
    await mkdir(join(folder, 'd'));
    await writeFile(join(folder, 'f'), '');
    expect(() => check('d', folder)).toThrow('EISDIR');
    expect(() => check('f/a.json', folder)).toThrow('ENOTDIR');
  });
});
