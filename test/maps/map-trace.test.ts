import { chmod, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readMapped } from '../../src/cli/read-mapped.js';
import { readTrace } from '../../src/trace/read.js';
import { ndjson, scratch } from '../support/trace-lines.js';
import { find, lineMap, mapped, placesOf, processLines, project, textIn, writtenTrace } from './support.js';

const SOURCE = 'one();\ntwo();\nthree();\n';
const linked = (map = 'app.js.map') => `1;\n2;\n3;\n//# sourceMappingURL=${map}\n`;
const frame = (cwd: string, line = 2) => ({ url: join(cwd, 'app.js'), line, column: 1 });

describe('mapTrace', () => {
  it('adds the place in the source and keeps the one that ran', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const { process, places } = await mapped(cwd, [frame(cwd)]);
    expect(places).toEqual(['app.ts:2:1']);
    expect(process.frames.get(1)).toMatchObject({ url: join(cwd, 'app.js'), line: 2, column: 1 });
    expect(process.mapped.get(1)).toMatchObject({ pid: 100, armedNs: 7, source: 'app.ts' });
    expect(textIn(process, join(cwd, 'app.ts'))).toBe(SOURCE);
  });

  it('leaves alone what Node, V8 and packages wrote', async () => {
    const cwd = await project({ 'node_modules/p/app.js': linked('gone.map') });
    const urls = ['node:fs', '', join(cwd, 'node_modules/p/app.js'), 'evalmachine.<anonymous>'];
    const { places, problems } = await mapped(
      cwd,
      urls.map((url) => ({ url, line: 1, column: 1 })),
    );
    expect(places).toEqual(['-', '-', '-', '-']);
    expect(problems).toEqual([]);
  });

  it('maps only frames that a stall or a call shows', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const more = [
      { type: 'frame', id: 2, function: '', ...frame(cwd, 1) },
      { type: 'frame', id: 3, function: '', ...frame(cwd, 3) },
      { type: 'stack', nodes: [[9, 0, 3]] },
      { type: 'call', api: 'fs.readFileSync', startNs: 1, durationNs: 9, stack: 9 },
    ];
    expect((await mapped(cwd, [frame(cwd)], more)).places).toEqual(['app.ts:2:1', '-', 'app.ts:3:1']);
  });

  it('finds the place that compiled a string', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const evalOrigin = `eval at f (${join(cwd, 'app.js')}:3:1)`;
    const { places } = await mapped(cwd, [{ url: '', line: 1, column: 1, flags: 'e', evalOrigin }]);
    expect(places).toEqual(['app.ts:3:1']);
  });

  it('takes sources that the map calls ignored, and the bundler’s own, as not the author’s', async () => {
    const map = lineMap('x', {
      sources: ['lib.ts', 'webpack://app/webpack/bootstrap', 'webpack://app/./src/a.ts'],
      mappings: 'AAAA;ACAA;ACAA',
      ignoreList: [0],
    });
    const cwd = await project({ 'app.js': linked(), 'app.js.map': map });
    const { places } = await mapped(cwd, [frame(cwd, 1), frame(cwd, 2), frame(cwd, 3)]);
    expect(places).toEqual(['lib.ts:1:1 ignored', 'webpack/bootstrap:1:1 ignored', 'src/a.ts:1:1']);
  });

  it('names functions as the map does', async () => {
    const script = 'function a(b){return b*2}var c=d=>a(d);c(1)';
    const { code, map } = await transform(
      'function double(x) { return x * 2 }\nconst twice = (y) => double(y);\ntwice(1);\n',
      { minify: true, sourcemap: 'external', sourcefile: 'app.ts', format: 'iife', target: 'es2022' },
    );
    expect(code.length).toBeLessThan(script.length + 30);
    const cwd = await project({ 'app.js': `${code}//# sourceMappingURL=app.js.map`, 'app.js.map': map });
    const url = join(cwd, 'app.js');
    const name = /function (\w+)\(/.exec(code)?.[1] ?? /(\w+)=/.exec(code)?.[1] ?? '';
    const { places } = await mapped(cwd, [{ url, ...find(code, '*2'), function: name }]);
    expect(places[0]).toMatch(/^app\.ts:1:\d+ double$/);
  });

  it('prefers the map of code in memory', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('wrong.ts'), 'app.ts': SOURCE });
    const recorded = { type: 'source-map', url: join(cwd, 'app.js'), map: lineMap('app.ts') };
    expect((await mapped(cwd, [frame(cwd)], [recorded])).places).toEqual(['app.ts:2:1']);
    const nowhere = { type: 'source-map', url: 'memory:1', map: lineMap('file:///src/a.ts') };
    const { places } = await mapped(cwd, [{ url: 'memory:1', line: 2, column: 1 }], [nowhere]);
    expect(places).toEqual(['/src/a.ts:2:1']);
  });

  it('tells two processes of one pid apart', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const first = processLines(cwd, [frame(cwd, 1)]);
    const second = processLines(cwd, [frame(cwd, 3)]).map((event) =>
      'type' in event && event.type === 'armed' ? { ...event, atNs: 70 } : event,
    );
    const folder = await writtenTrace(cwd, []);
    await writeFile(join(folder, '100-0.ndjson'), ndjson(...first));
    await writeFile(join(folder, '100-1.ndjson'), ndjson(...second));
    await readMapped(folder);
    const { processes } = await readTrace(folder);
    expect(processes.map((process) => placesOf(process, cwd))).toEqual([['app.ts:1:1'], ['app.ts:3:1']]);
  });
});

describe('a map that cannot be used', () => {
  const why = async (files: Record<string, string>) => {
    const cwd = await project(files);
    const { problems, places } = await mapped(cwd, [frame(cwd, 1), frame(cwd, 2)]);
    expect(places.at(-1)).toBe('-');
    expect(problems).toHaveLength(1);
    return problems[0]?.replaceAll(cwd, '.');
  };

  it.each([
    ['is not there', {}, './app.js.map is not there'],
    ['is no JSON', { 'app.js.map': 'root:x:0:0' }, 'it is no JSON'],
    ['is a folder', { 'app.js.map/x': '' }, './app.js.map is no file'],
    [
      'points behind the end of its source',
      { 'app.js.map': lineMap('app.ts'), 'app.ts': 'one();' },
      'it does not fit the source that it names',
    ],
  ])('because it %s is told in one sentence', async (_what, files, reason) => {
    const sentence = await why({ 'app.js': linked(), ...(files as Record<string, string>) });
    expect(sentence).toBe(`The source map of ./app.js cannot be used (${reason}): its lines are shown as they ran.`);
  });

  it('because its data is damaged is told in one sentence', async () => {
    expect(await why({ 'app.js': linked('data:application/json,%ZZ') })).toContain('its data URL is damaged');
    expect(await why({ 'app.js': linked('data:application/json;base64,AAAA') })).toContain('it is no JSON');
  });

  it('because the file was changed after the run is told in one sentence', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const later = new Date(Date.now() + 60_000);
    await utimes(join(cwd, 'app.js'), later, later);
    expect((await mapped(cwd, [frame(cwd)])).problems[0]).toContain('(the file was changed after the run)');
  });
});

describe('a map that names files', () => {
  const textOf = async (source: string, make: (cwd: string) => Promise<unknown> = async () => {}) => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap(source) });
    await make(cwd);
    const { process } = await mapped(cwd, [frame(cwd, 1)]);
    return process.sources.length;
  };

  it('has code in the project read', async () => {
    expect(
      await textOf('src/a.ts', (cwd) => mkdir(join(cwd, 'src')).then(() => writeFile(join(cwd, 'src/a.ts'), SOURCE))),
    ).toBe(1);
  });

  it.each(['/etc/passwd', '../../../../../../etc/passwd', 'file:///etc/passwd', '/dev/zero', '/proc/self/environ'])(
    'has nothing read outside of it: %s',
    async (source) => {
      expect(await textOf(source)).toBe(0);
    },
  );

  it('has no code read outside of it, not even by a link', async () => {
    const outside = await scratch();
    await writeFile(join(outside, 'a.ts'), SOURCE);
    expect(await textOf(join(outside, 'a.ts'))).toBe(0);
    expect(await textOf('b.ts', (cwd) => symlink(join(outside, 'a.ts'), join(cwd, 'b.ts')))).toBe(0);
  });

  it('has nothing read that is no code', async () => {
    expect(await textOf('.env', (cwd) => writeFile(join(cwd, '.env'), 'SECRET=1'))).toBe(0);
  });
});

describe('readMapped', () => {
  it('adds what it found to the run’s own file, once', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const folder = await writtenTrace(cwd, [frame(cwd)]);
    const first = await readMapped(folder);
    const text = await readFile(join(folder, 'run.ndjson'), 'utf8');
    expect(text.match(/"type":"(mapped|original)"/g)).toHaveLength(2);
    await writeFile(join(cwd, 'app.js.map'), 'gone');
    expect(await readMapped(folder)).toEqual(first);
    expect(await readTrace(folder)).toEqual(first);
    expect(await readFile(join(folder, 'run.ndjson'), 'utf8')).toBe(text);
  });

  it('remembers what could not be mapped, and why', async () => {
    const cwd = await project({ 'app.js': linked() });
    const folder = await writtenTrace(cwd, [frame(cwd)]);
    const first = await readMapped(folder);
    await writeFile(join(cwd, 'app.js.map'), lineMap('app.ts'));
    expect(await readMapped(folder)).toEqual(first);
    expect(first.problems).toHaveLength(1);
  });

  it('begins a new line behind half a one', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const folder = await writtenTrace(cwd, [frame(cwd)]);
    await writeFile(join(folder, 'run.ndjson'), `${await readFile(join(folder, 'run.ndjson'), 'utf8')}{"type":"exi`);
    await readMapped(folder);
    const { processes } = await readTrace(folder);
    expect(processes.map((process) => placesOf(process, cwd))).toEqual([['app.ts:2:1']]);
  });

  it('maps a trace that it must not write', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const folder = await writtenTrace(cwd, [frame(cwd)]);
    await chmod(join(folder, 'run.ndjson'), 0o400);
    const { processes } = await readMapped(folder);
    expect(processes.map((process) => placesOf(process, cwd))).toEqual([['app.ts:2:1']]);
  });

  it('maps a process’s file alone, without adding to it', async () => {
    const cwd = await project({ 'app.js': linked(), 'app.js.map': lineMap('app.ts'), 'app.ts': SOURCE });
    const file = join(await writtenTrace(cwd, [frame(cwd)]), '100-0.ndjson');
    const text = await readFile(file, 'utf8');
    const { processes } = await readMapped(file);
    expect(processes.map((process) => placesOf(process, cwd))).toEqual([['app.ts:2:1']]);
    expect(await readFile(file, 'utf8')).toBe(text);
  });
});
