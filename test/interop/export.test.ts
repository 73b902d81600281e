import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { Profile } from 'pprof-format';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { writeClinic } from '../../src/cli/export-command.js';
import { findDoctor } from '../../src/interop/doctor/second-opinion.js';
import { EXPORT_NAMES, type Exported, exporterNamed } from '../../src/interop/export/formats.js';
import { readForeign } from '../../src/interop/import/read-foreign.js';
import { toTrace } from '../../src/interop/import/to-trace.js';
import type { Trace } from '../../src/trace/trace.js';
import { TIMER } from '../analyze/support.js';
import { every, type ProcessSpec, runTrace } from '../analyze/trace-builder.js';
import { fileWith, scratch } from '../support/trace-lines.js';

const SPIN = ['spin@/app/a b.js:3:5', 'handle@/app/main.js:12:3', ...TIMER];
const PARSE = ['parse@/app/main.js:20:8', ...TIMER];

const PROCESS: ProcessSpec = {
  stalls: [
    {
      start: 1000,
      ms: 100,
      looks: every(20, 100, SPIN, { trigger: { type: 'http-request', label: 'GET /a' } }),
      gcs: [{ at: 10, ms: 5 }],
    },
    { start: 2000, ms: 80, looks: every(80, 80, PARSE), calls: [{ api: 'JSON.parse', at: 10, ms: 60, stack: PARSE }] },
    { start: 3000, ms: 60, threadId: 2, looks: [] },
  ],
  threads: [{ id: 2, from: 500, file: '/app/job.js' }],
};
const TRACE = runTrace(PROCESS);

function exported(as: string, trace: Trace = TRACE): Exported {
  const found = exporterNamed(as)?.write(trace, (_, __, startNs) => `stall at ${startNs / 1e6}`);
  if (found === undefined) throw new Error(`no format ${as}`);
  return found;
}

function contentOf(as: string, trace?: Trace): string | Buffer {
  const found = exported(as, trace);
  if (found.kind !== 'file') throw new Error(`${as} is no file`);
  return found.content;
}

const jsonOf = (as: string, trace?: Trace) => JSON.parse(String(contentOf(as, trace)));

describe('Perfetto', () => {
  const { traceEvents } = jsonOf('perfetto') as { traceEvents: Record<string, unknown>[] };
  const named = (name: string) => traceEvents.filter((event) => event['name'] === name);

  it('has the stalls with their labels, calls, collections and requests', () => {
    expect(named('stall at 1000')).toEqual([
      { name: 'stall at 1000', cat: 'stalls', ph: 'X', ts: 1e6, dur: 1e5, pid: 100, tid: 0 },
    ]);
    expect(named('JSON.parse')[0]).toMatchObject({ ph: 'X', ts: 2_010_000, dur: 60_000 });
    expect(named('minor collection')[0]).toMatchObject({ ts: 1_010_000, dur: 5000 });
    expect(named('http-request: GET /a')[0]).toMatchObject({ ts: 1_000_000, dur: 100_000 });
    expect(named('spin (a b.js:3)')[0]).toMatchObject({ ts: 1_000_000, dur: 100_000 });
  });

  it('names every process and every track that is used', () => {
    const metas = traceEvents.filter((event) => event['ph'] === 'M');
    const tids = new Set(traceEvents.filter((event) => event['ph'] !== 'M').map((event) => event['tid']));
    const tracks = metas.filter((event) => event['name'] === 'thread_name').map((event) => event['tid']);
    expect(new Set(tracks)).toEqual(tids);
    expect(metas.filter((event) => event['name'] === 'process_name')).toHaveLength(1);
    expect(metas.map((event) => (event['args'] as { name?: string } | undefined)?.name)).toContain('thread 2: stalls');
  });

  it('nests the slices of each track', () => {
    const open = new Map<number, number[]>();
    const slices = traceEvents
      .filter((event) => event['ph'] === 'X')
      .map(({ tid, ts, dur }) => ({ tid: Number(tid), start: Number(ts), end: Number(ts) + Number(dur) }))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    for (const { tid, start, end } of slices) {
      const ends = (open.get(tid) ?? []).filter((one) => one > start);
      expect(end).toBeLessThanOrEqual(ends.at(-1) ?? Number.POSITIVE_INFINITY);
      open.set(tid, [...ends, end]);
    }
    expect(slices.length).toBeGreaterThan(8);
  });
});

describe('speedscope', () => {
  it('is valid by its own schema, with a profile for each loop that stood still', async () => {
    const file = createRequire(import.meta.url).resolve('speedscope/package.json');
    const schema = JSON.parse(await readFile(join(file, '../dist/release/file-format-schema.json'), 'utf8'));
    const value = jsonOf('speedscope');
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(value.profiles.map((one: { name: string; endValue: number }) => [one.name, one.endValue])).toEqual([
      ['main.js (pid 100), stalled time only', 180_000],
      ['job.js (pid 100, thread 2), stalled time only', 60_000],
    ]);
    const [first] = value.profiles;
    const names = first.samples[0].map((id: number) => value.shared.frames[id].name);
    expect(names).toEqual(['process.processTimers', 'listOnTimeout', 'handle', 'spin']);
    expect(value.shared.frames).toContainEqual({ name: 'spin', file: '/app/a b.js', line: 3, col: 5 });
  });
});

describe('pprof', () => {
  it('is read by its own decoder, sums to the stalled time, and says what it holds', () => {
    const profile = Profile.decode(gunzipSync(contentOf('pprof') as Buffer));
    const { strings } = profile.stringTable;
    expect(strings[0]).toBe('');
    const stalledNs = profile.sample.reduce((sum, one) => sum + Number(one.value[1]), 0);
    expect(stalledNs).toBe(240e6);
    expect(profile.comment.map((id) => strings[Number(id)]).join()).toMatch(/Only stalled time/);
    const lineOf = (id: unknown) => profile.location.find((one) => Number(one.id) === Number(id))?.line[0];
    const leaf = lineOf(profile.sample[0]?.locationId[0]);
    const fn = profile.function.find((one) => Number(one.id) === Number(leaf?.functionId));
    expect([strings[Number(fn?.name)], strings[Number(fn?.filename)], Number(leaf?.line)]).toEqual([
      'spin',
      '/app/a b.js',
      3,
    ]);
  });
});

describe('folded stacks', () => {
  it('have a line a stack, outermost first, in µs', () => {
    expect(String(contentOf('folded')).trim().split('\n')).toEqual([
      'main.js (pid 100), stalled time only;process.processTimers (timers:519);listOnTimeout (timers:581);handle (main.js:12);spin (a b.js:3) 100000',
      'main.js (pid 100), stalled time only;process.processTimers (timers:519);listOnTimeout (timers:581);parse (main.js:20) 20000',
      'main.js (pid 100), stalled time only;process.processTimers (timers:519);listOnTimeout (timers:581);parse (main.js:20);JSON.parse 60000',
      'job.js (pid 100, thread 2), stalled time only;(no stack seen) 60000',
    ]);
  });

  it('let no name end a frame or a line', () => {
    const hostile = runTrace({ stalls: [{ ms: 60, looks: every(60, 60, ['a;b\nc 99\u2028d@/app/x;\ny.js:1:1']) }] });
    const lines = String(contentOf('folded', hostile)).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]?.split(';')).toHaveLength(2);
    expect(lines[0]).toMatch(/ 60000$/);
  });
});

describe('a CPU profile', () => {
  it('comes back with the same stalls and lines', async () => {
    const path = await fileWith(contentOf('cpuprofile'), 'x.cpuprofile');
    const capture = readForeign(path);
    if (capture === null) throw new Error('it was not recognised');
    const again = (await diagnose(toTrace(capture))).stalls;
    const first = (await diagnose(TRACE)).stalls.filter(({ threadId }) => threadId === 0);
    const tell = ({ startMs, durationMs, location }: (typeof first)[number]) => ({ startMs, durationMs, location });
    expect(again.map(tell)).toEqual(first.map(tell));
    expect(exported('cpuprofile')).toMatchObject({ leftOut: 1 });
  });

  it('has as many deltas as samples, and each of them a node', () => {
    const { nodes, samples, timeDeltas, startTime, endTime } = jsonOf('cpuprofile');
    const ids = new Set(nodes.map(({ id }: { id: number }) => id));
    expect(samples.every((id: number) => ids.has(id))).toBe(true);
    expect(timeDeltas).toHaveLength(samples.length);
    expect(Math.min(...timeDeltas)).toBeGreaterThanOrEqual(0);
    expect(startTime + timeDeltas.reduce((sum: number, one: number) => sum + one, 0)).toBeLessThanOrEqual(endTime);
  });
});

describe("Clinic Doctor's folder", () => {
  async function folderOf(spec: ProcessSpec): Promise<string> {
    const folder = join(await scratch(), 'run.clinic-doctor');
    const files = exported('clinic', runTrace(spec));
    if (files.kind !== 'clinic') throw new Error('it is no folder');
    writeClinic(folder, files);
    return folder;
  }

  it('is judged by its own analysis', async () => {
    const stalls = Array.from({ length: 18 }, (_, index) => ({ start: 500 + index * 500, ms: 300 }));
    const health = Array.from({ length: 10 }, (_, index) => ({
      at: (index + 1) * 1000,
      delays: [],
      active: 700,
      idle: 300,
    }));
    const folder = await folderOf({ stalls: stalls.map((stall) => ({ ...stall, gcs: [{ at: 5, ms: 2 }] })), health });
    const doctor = findDoctor([])?.();
    const opinion = await doctor?.analyse(folder);
    expect(opinion?.issues).toContain('delay');
    expect(opinion?.category).not.toBe('data');
  });

  it('comes back with the same stalls, but for their lines', async () => {
    const folder = await folderOf(PROCESS);
    const capture = readForeign(folder);
    if (capture === null) throw new Error('it was not recognised');
    const { stalls } = await diagnose(toTrace(capture));
    expect(stalls.map(({ durationMs, location }) => [Math.round(durationMs), location])).toEqual([
      [100, null],
      [80, null],
    ]);
  });
});

describe('the formats', () => {
  it('take a run without a stall', () => {
    for (const name of EXPORT_NAMES) expect(exported(name, runTrace({ stalls: [] }))).toBeDefined();
  });
});
