import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { judge } from '../../src/gate/judge.js';
import { readForeign } from '../../src/interop/import/read-foreign.js';
import { toLines, toTrace } from '../../src/interop/import/to-trace.js';
import { readTrace } from '../../src/trace/read.js';
import type { Trace } from '../../src/trace/trace.js';
import { fileWith, scratch } from '../support/trace-lines.js';

const node = (name: string, url: string, line: number, column: number) => ({
  functionName: name,
  scriptId: '1',
  url,
  lineNumber: line - 1,
  columnNumber: column - 1,
});
const v8 = (name: string) => node(name, '', 0, 0);

/** 100 ms of rest, 60 ms in `spin` (line 3, called by a timer), 20 ms of collection, 20 ms in `spin` (line 4), rest. */
function written(file: string) {
  const samples = [...Array(10).fill(2), ...Array(6).fill(5), 3, 3, 5, 5, ...Array(5).fill(2)];
  return {
    nodes: [
      { id: 1, callFrame: v8('(root)'), children: [2, 3, 4] },
      { id: 2, callFrame: v8('(idle)') },
      { id: 3, callFrame: v8('(garbage collector)') },
      { id: 4, callFrame: node('listOnTimeout', 'node:internal/timers', 520, 20), children: [5] },
      { id: 5, callFrame: node('spin', file, 1, 14), positionTicks: [{ line: 3, ticks: 8 }] },
    ],
    startTime: 5_000_000,
    endTime: 5_250_000,
    samples,
    timeDeltas: samples.map((_, index) => (index === 0 ? 0 : 10_000)),
  };
}

async function imported(path: string): Promise<Trace> {
  const capture = readForeign(path);
  if (capture === null) throw new Error(`${path} was not recognised`);
  return toTrace(capture);
}

const linesOf = async (trace: Trace) =>
  (await diagnose(trace)).stalls.map(({ location }) => location && `${basename(location.file)}:${location.line}`);

/** Runs Node on a program of these lines in a new folder, which it gives. */
async function run(
  options: readonly string[],
  ...lines: readonly string[]
): Promise<{ folder: string; stderr: string }> {
  const folder = await scratch();
  await writeFile(join(folder, 'app.cjs'), lines.join('\n'));
  const { stderr } = await execa(process.execPath, [...options, 'app.cjs'], { cwd: folder, env: { NODE_OPTIONS: '' } });
  return { folder, stderr };
}

const HASH = [
  "const crypto = require('node:crypto');",
  'function hash() {',
  "  const salt = 'salt';",
  "  return crypto.pbkdf2Sync('secret', salt, 300000, 64, 'sha512');",
  '}',
  'function spin(until) {',
  '  let turns = 0;',
  '  while (performance.now() < until) {',
  '    turns += Math.sqrt(turns) % 3;',
  '  }',
  '  return turns;',
  '}',
  'setTimeout(() => {',
  '  hash();',
  '  setTimeout(() => spin(performance.now() + 200), 300);',
  '}, 50);',
];

describe('a CPU profile', () => {
  it('becomes a trace whose stall spans the samples without a rest', async () => {
    const path = await fileWith(JSON.stringify(written('/nowhere/app.js')), 'x.json');
    const { stalls, probe, loop } = await diagnose(await imported(path));
    expect(stalls.map(({ startMs, durationMs, gcMs }) => ({ startMs, durationMs, gcMs }))).toEqual([
      { startMs: 100, durationMs: 100, gcMs: 20 },
    ]);
    expect(stalls[0]?.location).toMatchObject({ file: '/nowhere/app.js', line: 3, function: 'spin' });
    expect(loop).toMatchObject({ utilization: 0.4, p99Ms: null });
    expect(probe).toMatchObject({ armed: true, overheadMs: null });
    expect(probe.blind.join(' ')).toMatch(/Imported from a CPU profile/);
  });

  it('is the same when gzip has packed it, as DevTools does', async () => {
    const text = JSON.stringify(written('/nowhere/app.js'));
    const [packed, plain] = [await fileWith(gzipSync(text), 'x.json.gz'), await fileWith(text, 'x.json')];
    expect((await diagnose(await imported(packed))).stalls).toEqual((await diagnose(await imported(plain))).stalls);
  });

  it('is refused where gzip has packed it and it was damaged since, or breaks off', async () => {
    const packed = gzipSync(JSON.stringify(written('/nowhere/app.js')));
    const cut = await fileWith(packed.subarray(0, packed.length - 40), 'x.json.gz');
    expect(() => readForeign(cut)).toThrow(/looks like a CPU profile that was cut off or damaged/);
    const damaged = await fileWith(Buffer.from(packed).fill(0xff, 100, 120), 'x.json.gz');
    expect(() => readForeign(damaged)).toThrow(/is damaged as gzip data \(Z_DATA_ERROR\): copy it anew\.$/);
  });

  it('is the same trace when it was written and read back', async () => {
    const path = await fileWith(JSON.stringify(written('/nowhere/app.js')), 'x.json');
    const capture = readForeign(path);
    const saved = await fileWith((capture?.processes ?? []).map(toLines).join(''));
    const [again, first] = await Promise.all([readTrace(saved), imported(path)]);
    expect(await diagnose(again)).toEqual(await diagnose(first));
  });

  it('judges a longest pause, and never a percentile that it can not know', async () => {
    const diagnosis = await diagnose(await imported(await fileWith(JSON.stringify(written('/nowhere/app.js')))));
    const { budgets, verdict } = judge(diagnosis, { maxStallMs: 50, maxP99Ms: 1000 });
    expect(budgets.map(({ name, status }) => [name, status])).toEqual([
      ['maxStallMs', 'fail'],
      ['maxP99Ms', 'no-data'],
    ]);
    expect(verdict.status).toBe('fail');
  });

  it('of a real run blames the call that blocks and the loop that computes', async () => {
    const { folder } = await run(['--cpu-prof', '--cpu-prof-name=p.cpuprofile'], ...HASH);
    const { stalls } = await diagnose(await imported(join(folder, 'p.cpuprofile')));
    const told = stalls.map(({ cause, location }) => [cause.api, location?.line, location?.function]);
    expect(told).toContainEqual(['crypto.pbkdf2Sync', 4, 'hash']);
    expect(told.some(([, line, name]) => name === 'spin' && [8, 9].includes(Number(line)))).toBe(true);
  });

  it('does not look up calls in a script that is no longer the one that ran', async () => {
    const { folder } = await run(['--cpu-prof', '--cpu-prof-name=p.cpuprofile'], ...HASH);
    await writeFile(join(folder, 'app.cjs'), 'changed();\n'.repeat(30));
    const { probe, sources } = await diagnose(await imported(join(folder, 'p.cpuprofile')));
    expect(probe.blind.join(' ')).toMatch(/app\.cjs is no longer the file that ran/);
    expect(sources.size).toBe(0);
  });

  it('without times is refused in one sentence', async () => {
    const { nodes } = written('/app.js');
    const path = await fileWith(JSON.stringify({ nodes, samples: [], timeDeltas: [] }));
    expect(() => readForeign(path)).toThrow(/a CPU profile without samples in time/);
  });

  it('with nodes in a circle, or unknown ones, is read as far as it goes', async () => {
    const profile = written('/nowhere/app.js');
    const nodes = [...profile.nodes, { id: 6, callFrame: v8('x'), children: [6] }, null, { id: 'no' }];
    const path = await fileWith(JSON.stringify({ ...profile, nodes, samples: [...profile.samples, 6, 99] }));
    expect(await linesOf(await imported(path))).toEqual(['app.js:3']);
  });
});

describe('trace events', () => {
  it('of Node tell how long its turns took, and that no line can be known', async () => {
    const { folder } = await run(
      ['--trace-event-categories', 'node,v8'],
      ...HASH.slice(5, 12),
      'setTimeout(() => spin(performance.now() + 150), 20);',
    );
    const { stalls, probe } = await diagnose(await imported(join(folder, 'node_trace.1.log')));
    expect(stalls).toHaveLength(1);
    expect(stalls[0]?.durationMs).toBeGreaterThanOrEqual(150);
    expect(stalls[0]?.location).toBeNull();
    expect(probe.blind.join(' ')).toMatch(/not the line that did it/);
  });

  it('with a profile in them give the line', async () => {
    const options = ['--cpu-prof', '--trace-event-categories', 'node,v8,disabled-by-default-v8.cpu_profiler'];
    const { folder } = await run(options, ...HASH);
    const { stalls } = await diagnose(await imported(join(folder, 'node_trace.1.log')));
    expect(stalls.map(({ location }) => location?.line)).toContain(4);
  });

  const chrome = [
    { name: 'thread_name', ph: 'M', pid: 1, tid: 2, ts: 0, cat: '', args: { name: 'CrRendererMain' } },
    { name: 'RunTask', ph: 'X', pid: 1, tid: 2, ts: 1000, dur: 2000, cat: 'devtools.timeline' },
    { name: 'RunTask', ph: 'X', pid: 1, tid: 2, ts: 11_000, dur: 120_000, cat: 'devtools.timeline' },
    { name: 'MajorGC', ph: 'B', pid: 1, tid: 2, ts: 21_000, cat: 'v8' },
    { name: 'MajorGC', ph: 'E', pid: 1, tid: 2, ts: 51_000, cat: 'v8' },
  ];

  it.each([
    ['a list', JSON.stringify(chrome)],
    ['an object', JSON.stringify({ traceEvents: chrome })],
    ['a list that was cut', `${JSON.stringify(chrome).slice(0, -1)},{"name":"RunT`],
  ])('of DevTools as %s tell tasks and collections', async (_, text) => {
    const trace = await imported(await fileWith(text, 'trace.json'));
    const { stalls } = await diagnose(trace);
    expect(stalls.map(({ startMs, durationMs, gcMs }) => ({ startMs, durationMs, gcMs }))).toEqual([
      { startMs: 10, durationMs: 120, gcMs: 30 },
    ]);
    expect(trace.problems).toHaveLength(text.endsWith(']') || text.endsWith('}') ? 0 : 1);
  });

  it('put the chunks of a profile together, with their own lines', async () => {
    const { nodes, samples, timeDeltas } = written('/nowhere/app.js');
    const parents = new Map([2, 3, 4].map((id) => [id, 1])).set(5, 4);
    const data = (part: object) => ({
      args: { data: part },
      cat: 'disabled-by-default-v8.cpu_profiler',
      ph: 'P',
      pid: 9,
    });
    const linked = nodes.map(({ id, callFrame }) => ({
      id,
      callFrame,
      ...(id > 1 ? { parent: parents.get(id) } : {}),
    }));
    const chunk = (from: number, to: number) => ({
      cpuProfile: { samples: samples.slice(from, to), ...(from === 0 ? { nodes: linked } : {}) },
      timeDeltas: timeDeltas.slice(from, to),
      lines: samples.slice(from, to).map((id) => (id === 5 ? 7 : 0)),
    });
    const events = [
      { name: 'Profile', ts: 1, tid: 9, id: '0x1', ...data({ startTime: 5_000_000 }) },
      { name: 'ProfileChunk', ts: 2, tid: 10, id: '0x1', ...data(chunk(0, 12)) },
      { name: 'ProfileChunk', ts: 3, tid: 10, id: '0x1', ...data(chunk(12, 99)) },
    ];
    expect(await linesOf(await imported(await fileWith(JSON.stringify(events))))).toEqual(['app.js:7']);
  });

  it('without any loop in them are refused', async () => {
    const path = await fileWith(JSON.stringify({ traceEvents: [{ name: 'x', ph: 'I', ts: 1 }] }));
    expect(() => readForeign(path)).toThrow(/none that tell of a loop/);
  });
});

describe('what is one moment', () => {
  it('a diagnostic report shows the line, and proves nothing to a gate', async () => {
    const { folder } = await run(
      [],
      'function work() {',
      "  process.report.writeReport('r.json');",
      '}',
      'setTimeout(() => work(), 1);',
    );
    const diagnosis = await diagnose(await imported(join(folder, 'r.json')));
    expect(diagnosis.stalls.map(({ location }) => location?.line)).toEqual([2]);
    expect(diagnosis.probe).toMatchObject({ armed: false });
    expect(diagnosis.probe.blind.join(' ')).toMatch(/how long the loop stood still is not in it/);
    expect(judge(diagnosis, { maxStallMs: 1000 }).verdict.status).toBe('no-data');
  });

  it('a diagnostic report with none of the program on its stack has no stall', async () => {
    const report = {
      header: { reportVersion: 3, trigger: 'Signal' },
      javascriptStack: { stack: ['at x (node:a:1:1)'] },
    };
    const { stalls, probe } = await diagnose(await imported(await fileWith(JSON.stringify(report))));
    expect(stalls).toEqual([]);
    expect(probe.blind.join(' ')).toMatch(/none of the program's code ran in it/);
  });

  it('warnings of --trace-sync-io name each line, whatever else was printed', async () => {
    const { folder, stderr } = await run(
      ['--trace-sync-io'],
      "const fs = require('node:fs');",
      'setTimeout(() => {',
      '  fs.readFileSync(__filename);',
      "  console.error('a line of its own');",
      "  fs.statSync('.');",
      '}, 1);',
    );
    await writeFile(join(folder, 'out.txt'), `Listening\n${stderr}\n`);
    const { stalls, probe } = await diagnose(await imported(join(folder, 'out.txt')));
    const told = stalls.map(({ cause, location }) => [cause.api, location?.line]);
    expect(told).toContainEqual(['fs.readFileSync', 3]);
    expect(told).toContainEqual(['fs.statSync', 5]);
    expect(probe.armed).toBe(false);
  });
});

describe('a file that is nothing of the kind', () => {
  it.each([
    [
      'a CPU profile that was cut',
      '{"nodes":[{"id":1,"callFrame":{"functionName"',
      /looks like a CPU profile that was cut/,
    ],
    ['an empty file', '', /is empty/],
    ['another JSON', '{"a":1}', /is nothing that loopcheck can import/],
    ['a heap snapshot', '{"snapshot":{}}', /is a heap snapshot/],
    ['text', 'hello', /is nothing that loopcheck can import/],
    ['bytes', Buffer.from([0, 1, 2, 255]), /is nothing that loopcheck can import/],
    ['a trace of its own', '{"type":"header","format":"loopcheck-trace"}', /is loopcheck's own already/],
  ])('%s gets one sentence', async (_, content, sentence) => {
    const path = await fileWith(content);
    expect(() => readForeign(path, { mustBe: true })).toThrow(sentence);
  });

  it('is left to the reader of traces where one may be meant', async () => {
    expect(readForeign(await fileWith('hello'))).toBeNull();
    expect(readForeign(await fileWith('{"type":"header","format":"loopcheck-trace"}'))).toBeNull();
    expect(readForeign(join(await scratch(), 'gone'))).toBeNull();
  });

  it('a folder without samples of Doctor is refused, another folder is left alone', async () => {
    const folder = join(await scratch(), '1.clinic-doctor');
    await mkdir(folder);
    expect(readForeign(folder)).toBeNull();
    await writeFile(join(folder, '1.clinic-doctor-systeminfo'), '{}');
    await writeFile(join(folder, '1.clinic-doctor-processstat'), Buffer.from([0, 9, 1]));
    expect(() => readForeign(folder)).toThrow(/holds no samples/);
  });
});
