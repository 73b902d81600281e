import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import { judge } from '../../src/gate/judge.js';
import type { Budgets, Judgement } from '../../src/gate/verdict.js';
import { compose } from '../../src/report/compose.js';
import { json } from '../../src/report/json.js';
import { terminal } from '../../src/report/terminal/render.js';
import { CWD, cause, diagnosis, finding, place, stall, suppressed } from './sample.js';

const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const read = stall(
  1,
  212.123456,
  cause('sync-call', 'fs.readFileSync', { evidence: 'Seen.' }),
  place('app.js', 12, 'loadUsers'),
  {
    trigger: { type: 'http-request', label: 'GET /users' },
    delayed: { timers: 2, requests: null },
  },
);
const unknown = stall(2, 300, cause('native'), null, {
  cpuMs: null,
  gcMs: null,
  runQueueMs: null,
  ongoing: true,
  phase: 'startup',
});

function text(run: Diagnosis, budgets: Budgets = {}): string {
  const report = compose(run, judge(run, budgets), { tone: 'roast', tracePath: `${CWD}/.loopcheck/run` });
  return json.render(report, { columns: 80, color: true, unicode: true, links: true, cwd: CWD });
}

// biome-ignore lint/suspicious/noExplicitAny: what a foreign tool would see
function parsed(run: Diagnosis, budgets: Budgets = {}): any {
  return JSON.parse(text(run, budgets));
}

const unarmed = diagnosis([], {
  target: {
    command: ['true'],
    pid: null,
    nodeVersion: null,
    exitCode: null,
    signal: 'SIGKILL',
    stoppedBy: 'duration',
    durationMs: null,
  },
  probe: {
    armed: false,
    mode: 'deep',
    overheadMs: null,
    seenShare: null,
    droppedEvents: 0,
    blind: ['No Node process was seen.'],
    blindToDetail: [],
  },
  processes: [],
  loop: {
    minMs: null,
    meanMs: null,
    stddevMs: null,
    p50Ms: null,
    p90Ms: null,
    p99Ms: null,
    maxMs: null,
    utilization: null,
    activeMs: null,
    idleMs: null,
    starvedShare: null,
    sampler: 'pulse',
    lagMs: [],
    blockedMs: 0,
  },
});

describe('the report keeps to its schema', () => {
  test.each<[string, Diagnosis, Budgets]>([
    ['a clean run', diagnosis(), {}],
    [
      'stalls, findings and budgets',
      diagnosis([read, unknown], {
        findings: [finding('blocking-call', [read], { evidence: { sizeBytes: 12, whole: true, name: null } })],
      }),
      { maxStallMs: 100, maxP99Ms: 5, maxStalls: 9 },
    ],
    [
      'budgets with scopes, levels and doubts, of a run with a warm-up',
      diagnosis([{ ...read, runQueueMs: 60 }], {
        steady: {
          fromMs: 500,
          stalls: [{ ...read, runQueueMs: 60 }],
          processes: [],
          loop: diagnosis().loop,
          culprits: [],
        },
      }),
      {
        maxStallMs: 150,
        rules: [
          { name: 'maxStalls', limit: 1, level: 'warn', scope: { worker: 'x' } },
          { name: 'maxFindings', limit: 1, level: 'error', scope: { severity: 'error', file: 'a' } },
        ],
      },
    ],
    ['silenced findings', diagnosis([read], { suppressed: [suppressed('blocking-call', [read])], notices: ['x'] }), {}],
    ['no data', unarmed, { maxStallMs: 100 }],
    [
      'every kind of cause',
      diagnosis(
        (
          [
            'sleep-loop',
            'regex',
            'json',
            'cpu',
            'gc',
            'module-load',
            'microtask-flood',
            'native',
            'cpu-starved',
            'suspended',
          ] as const
        ).map((kind, index) => stall(index + 1, 100, cause(kind), null)),
      ),
      {},
    ],
  ])('%s', (_, run, budgets) => {
    expect(validate(parsed(run, budgets)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each<[string, (report: Record<string, never>) => void]>([
    ['a field with another name', (report) => Object.assign(report, { heading: 'x' })],
    ['a missing field', (report) => Reflect.deleteProperty(report, 'verdict')],
    ['another version', (report) => Object.assign(report, { version: 2 })],
    [
      'an unknown kind',
      (report) =>
        Object.assign((report as never as { stalls: { cause: object }[] }).stalls[0]?.cause ?? {}, { kind: 'magic' }),
    ],
    ['a number as text', (report) => Object.assign((report as never as { loop: object }).loop, { p99Ms: '12' })],
    [
      'a share above 1',
      (report) => Object.assign((report as never as { culprits: object[] }).culprits[0] ?? {}, { share: 37 }),
    ],
  ])('it catches %s', (_, spoil) => {
    const report = parsed(diagnosis([read]));
    spoil(report);
    expect(validate(report)).toBe(false);
  });
});

describe('the text', () => {
  test('what is silenced stands apart, with who and why', () => {
    const by = { by: 'allowlist', reason: 'known', expires: '2026-12-31' } as const;
    const report = parsed(diagnosis([read], { suppressed: [suppressed('blocking-call', [read], by)] }));
    expect(report.findings).toEqual([]);
    expect(report.suppressed).toMatchObject([{ id: 'blocking-call', severity: 'error', stallIds: [1], ...by }]);
    expect(report.culprits[0].silenced).toBe(true);
  });

  test('what is missing is null, never 0', () => {
    const report = parsed(unarmed);
    expect(report.target).toEqual({
      command: ['true'],
      pid: null,
      nodeVersion: null,
      exitCode: null,
      signal: 'SIGKILL',
      stoppedBy: 'duration',
      durationMs: null,
      attachedAfterMs: null,
    });
    expect(report.loop).toMatchObject({ meanMs: null, p99Ms: null, maxMs: null, utilization: null });
    expect(parsed(diagnosis([unknown])).stalls[0]).toMatchObject({
      location: null,
      cpuMs: null,
      gcMs: null,
      runQueueMs: null,
      trigger: null,
      delayed: { timers: null, requests: null },
    });
    expect(parsed(diagnosis(), { maxP99Ms: 1 }).budgets).toEqual([
      {
        ...{ name: 'maxP99Ms', limit: 1, actual: 3.6, status: 'fail' },
        ...{ level: 'error', scope: null, wallMs: null, reason: null },
      },
    ]);
  });

  test('figures that are no number become null', () => {
    expect(parsed(diagnosis([], { loop: { ...diagnosis().loop, p99Ms: Number.NaN } })).loop.p99Ms).toBeNull();
  });

  test('durations keep a tenth of a microsecond', () => {
    expect(parsed(diagnosis([read])).stalls[0].durationMs).toBe(212.1235);
  });

  test('neither the trace’s place nor the sources are in it', () => {
    expect(text(diagnosis([read]))).not.toMatch(/tracePath|sources|\.loopcheck/);
  });

  test('nothing in it can command a terminal', () => {
    const hostile = stall(1, 90, cause('cpu'), { ...place('a.js', 1), function: 'x\u001b[2J\u009b1m\u202e\u200b' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text(diagnosis([hostile]))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]/);
    expect(parsed(diagnosis([hostile])).stalls[0].location.function).toBe('x\u001b[2J\u009b1m\u202e\u200b');
  });

  test('it ends with a line end', () => {
    expect(text(diagnosis())).toMatch(/\}\n$/);
  });
});

describe('the gate in JSON', () => {
  const culprit = { fingerprint: '1:x', cause: { kind: 'cpu', api: null }, before: null } as const;
  const figures = { count: 1, totalMs: 120, worstMs: 120, worstOwnMs: 110 };
  const fresh = { ...culprit, status: 'new', location: place('app.js', 12, 'load'), after: figures } as const;
  const gone = {
    ...culprit,
    status: 'gone',
    location: { file: 'b.js', line: null, column: null, function: 'f' },
    before: figures,
    after: null,
  } as const;
  const judgement: Judgement = {
    ...judge(diagnosis(), { maxStalls: 3 }),
    baseline: {
      file: 'b.json',
      status: 'fail',
      reason: 'x',
      new: [fresh],
      worse: [],
      known: [],
      unclear: [],
      gone: [gone],
    },
    series: {
      runs: 2,
      wanted: 3,
      aggregate: 'median',
      shown: 1,
      failures: [{ run: 2, reason: 'It ended.' }],
      figures: [{ name: 'p99Ms', min: 1, median: 2, max: 3 }],
    },
  };
  const budgets = judgement.budgets.map((one) => ({ ...one, spread: { min: 0, median: 1, max: 2, runs: 2, over: 0 } }));
  const report = compose(diagnosis(), { ...judgement, budgets }, { tone: 'plain', tracePath: null });

  test('has the baseline, the series and the spread, as the schema says', () => {
    const told = JSON.parse(json.render(report, { columns: 80, color: false, unicode: true, links: false, cwd: CWD }));
    validate(told);
    expect(validate.errors).toBeNull();
    expect(told.baseline.new).toMatchObject([{ fingerprint: '1:x', after: { worstOwnMs: 110 } }]);
    expect(told.series.failures).toEqual([{ run: 2, reason: 'It ended.' }]);
    expect(told.budgets[0].spread).toEqual({ min: 0, median: 1, max: 2, runs: 2, over: 0 });
  });

  test('is on the terminal as well', () => {
    const text = terminal.render(report, { columns: 80, color: false, unicode: true, links: false, cwd: CWD });
    expect(text).toContain('2 runs of 3: the series was ended early ──');
    expect(text).toContain('  p99  1 ms    2 ms  3 ms\n');
    expect(text).toContain('✖ Run 2: It ended.');
    expect(text).toContain('✖ new · app.js:12 in load · cpu · worst 110 ms of its own');
    expect(text).toContain('  1 gone.\n');
    expect(text).toContain('limit 3, runs 0 – 2, 0 of 2 over');
  });
});
