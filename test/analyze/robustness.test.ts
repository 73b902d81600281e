import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import type { SourceEvent } from '../../src/trace/events.js';
import type { ProcessTrace, Trace } from '../../src/trace/trace.js';
import { TIMER } from './support.js';
import { every, runTrace } from './trace-builder.js';

const spec = { stalls: [{ ms: 100, looks: every(10, 100, ['work@/app/main.js:3:3', ...TIMER]) }] };

function withProcess(change: (process: ProcessTrace) => Partial<ProcessTrace>): Trace {
  const trace = runTrace(spec);
  return { ...trace, processes: trace.processes.map((process) => ({ ...process, ...change(process) })) };
}

const source = (rest: Partial<SourceEvent>): SourceEvent => ({
  type: 'source',
  url: '/app/main.js',
  startLine: 1,
  whole: true,
  text: '',
  ...rest,
});

const SPIN = 'function work(end) {\n  let n = 0;\n  while (Date.now() < end) n++;\n}\n';

describe('sources', () => {
  it('are inflated where they were deflated', async () => {
    const text = deflateRawSync(SPIN).toString('base64');
    const diagnosis = await diagnose(withProcess(() => ({ sources: [source({ text, encoding: 'deflate' })] })));
    expect(diagnosis.stalls[0]?.cause.kind).toBe('sleep-loop');
    expect(diagnosis.sources.get('/app/main.js')?.lines[2]).toBe('  while (Date.now() < end) n++;');
  });

  it('are read as far as they go where only a piece of the file is there', async () => {
    const text = `  }\n}\n${SPIN}function cut() {\n  if (x) {`;
    const looks = every(10, 100, ['work@/app/main.js:105:3', ...TIMER]);
    const trace = runTrace({ stalls: [{ ms: 100, looks }] });
    const processes = trace.processes.map((process) => ({
      ...process,
      sources: [source({ text, startLine: 101, whole: false })],
    }));
    const { stalls, sources } = await diagnose({ ...trace, processes });
    expect(stalls[0]?.cause.kind).toBe('sleep-loop');
    expect(sources.get('/app/main.js')?.startLine).toBe(101);
  });

  it.each([
    [
      'TypeScript',
      '/app/main.ts',
      'function work(end: number): void {\n  let n: number = 0;\n  while (Date.now() < end) n++;\n}\n',
    ],
    ['JSX', '/app/main.jsx', 'function work(end) {\n  let n = <b>0</b>;\n  while (Date.now() < end) ;\n}\n'],
    [
      'a module',
      '/app/main.mjs',
      'export function work(end) {\n  let n = 0;\n  while (Date.now() < end) n++;\n}\nawait 1;\n',
    ],
    [
      'sloppy code',
      '/app/main.js',
      'function work(end) { with (Math) { n = 010; }\n\n  while (Date.now() < end) n++;\n}\n',
    ],
    ['a hashbang', '/app/main.js', '#!/usr/bin/env node\nfunction work(end) {\n  while (Date.now() < end) {}\n}\n'],
  ])('may be %s', async (_name, file, text) => {
    const stalls = [{ ms: 100, looks: every(10, 100, [`work@${file}:3:3`, ...TIMER]) }];
    const diagnosis = await diagnose(runTrace({ stalls, sources: { [file]: text } }));
    expect(diagnosis.stalls[0]?.cause.kind).toBe('sleep-loop');
  });

  it.each([
    ['damaged', source({ text: '%%%', encoding: 'deflate' })],
    ['no JavaScript', source({ text: '\u0000 <?php ((((' })],
    ['nested beyond any recursion', source({ text: `\n\nx = ${'['.repeat(200_000)}` })],
    ['a sum of a hundred thousand terms', source({ text: `\n\nfunction work() { return ${'1+'.repeat(100_000)}1; }` })],
  ])('that are %s leave the looks to decide', async (_name, event) => {
    const { stalls } = await diagnose(withProcess(() => ({ sources: [event] })));
    expect([stalls[0]?.cause.kind, stalls[0]?.location?.line]).toEqual(['cpu', 3]);
  });
});

describe('a trace with holes', () => {
  it('may lack frames that its stacks name', async () => {
    const { stalls } = await diagnose(withProcess(() => ({ frames: new Map() })));
    expect(stalls[0]?.location).toBe(null);
  });

  it('may lack the stacks that its looks name', async () => {
    const { stalls } = await diagnose(withProcess(() => ({ stacks: new Map() })));
    expect(stalls[0]?.cause.kind).toBe('cpu');
  });

  it('may hold a stack that is its own caller', async () => {
    const stacks = new Map([[1, { parent: 1, frame: 1 }]]);
    expect((await diagnose(withProcess(() => ({ stacks })))).stalls.length).toBe(1);
  });

  it('may name an origin that is no number', async () => {
    const { stalls } = await diagnose(withProcess((process) => ({ header: { ...process.header, originNs: 'soon' } })));
    expect(stalls[0]?.startMs).toBe(1000);
  });

  it('says what could not be seen and what was lost', async () => {
    const { probe, problems } = await diagnose({
      ...withProcess(() => ({
        shutEyes: [{ type: 'eye', atNs: 1, eye: 'gc', reason: 'No observer.' }],
        lost: [{ type: 'lost', atNs: 2, events: 12, reason: 'the disk is full' }],
        end: null,
      })),
      problems: [{ file: 'a', message: 'a ends early.' }],
    });
    expect(probe.blind).toEqual([
      'Not seen: time in garbage collection (No observer).',
      '12 events were lost: the disk is full.',
      "The record breaks off 0.0 s before the target's end: its monitor was ended, or the trace could not be written any more.",
    ]);
    expect([probe.droppedEvents, probe.armed, problems]).toEqual([12, true, ['a ends early.']]);
  });
});

describe('a record that breaks off', () => {
  const exited = (change: object) => {
    const trace = runTrace({
      stalls: [{ start: 1000, ms: 300, ended: 'open', grewAt: 250 }],
      end: null,
      lastSeen: 4000,
    });
    const { run } = trace;
    if (run?.exited == null) throw new Error('the run is to have an end');
    return { ...trace, run: { ...run, exited: { ...run.exited, exitCode: 0, signal: null, ...change } } };
  };
  const told = async (trace: Trace) => (await diagnose(trace)).probe.blind.filter((one) => one.includes('breaks off'));

  it('is told where the target ended by itself and its trace says no goodbye', async () => {
    expect(await told(exited({}))).toEqual([
      "The record breaks off 6.0 s before the target's end: its monitor was ended, or the trace could not be written any more.",
    ]);
  });

  it('is none where a signal ended the target: then nobody can say goodbye', async () => {
    expect(await told(exited({ exitCode: null, signal: 'SIGKILL' }))).toEqual([]);
  });

  it('does not make a stall last to the end whose end it may have lost', async () => {
    const [stall] = (await diagnose(exited({}))).stalls;
    expect([stall?.durationMs, stall?.ongoing]).toEqual([250, false]);
  });
});

describe('the processes of a run', () => {
  it('are listed with their workers, and what each was blocked for', async () => {
    const stalls = [
      { ms: 100, looks: every(10, 100, ['work@/app/main.js:3:3', ...TIMER]) },
      { start: 2000, ms: 70, threadId: 2 },
    ];
    const { processes, target } = await diagnose(runTrace({ stalls }, { pid: 200 }));
    expect(processes.map((one) => [one.pid, one.threadId, one.stalls, one.blockedMs])).toEqual([
      [100, 0, 1, 100],
      [100, 2, 1, 70],
      [200, 0, 0, 0],
    ]);
    expect(target).toMatchObject({ pid: 100, exitCode: 0, durationMs: 10_000, nodeVersion: 'v20.20.2' });
  });
});

describe('a worker that is ended', () => {
  const threads = [{ id: 2, from: 10, to: 900 }];
  const work = every(10, 300, ['work@/app/worker.js:3:3', ...TIMER]);
  const open = { start: 400, ms: 300, threadId: 2, ended: 'open', grewAt: 300 } as const;

  it('does not stall while its thread is taken down', async () => {
    expect((await diagnose(runTrace({ threads, stalls: [open] }))).stalls).toEqual([]);
    const idle = every(10, 300, []);
    expect((await diagnose(runTrace({ threads, stalls: [{ ...open, looks: idle }] }))).stalls).toEqual([]);
  });

  it('stalls up to its own end where it was seen at work', async () => {
    const { stalls } = await diagnose(runTrace({ threads, stalls: [{ ...open, looks: work }] }));
    expect(stalls).toMatchObject([{ threadId: 2, startMs: 400, durationMs: 500, ongoing: true }]);
  });
});
