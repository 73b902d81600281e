import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { readForeign } from '../../src/interop/import/read-foreign.js';
import { toLines, toTrace } from '../../src/interop/import/to-trace.js';
import { readTrace } from '../../src/trace/read.js';
import { fileWith, scratch } from '../support/trace-lines.js';

const SAMPLE_US = 10_000;
const DOUBT = 'Which line of the function it was in this stall is not known: of its samples in the whole recording';

type Ticks = readonly (readonly [line: number, ticks: number])[];

/** A profile of `work`, which begins in line 1 of `url`: pauses of so many samples of 10 ms, a rest of 50 ms round each. */
function profile(pauses: readonly number[], ticks: Ticks, url = '/nowhere/app.js') {
  const node = (id: number, functionName: string, at: string, line: number, children: readonly number[] = []) => ({
    ...{ id, children, callFrame: { functionName, url: at, scriptId: '1', lineNumber: line - 1, columnNumber: 0 } },
  });
  const rest = Array(5).fill(2);
  const samples = [...rest, ...pauses.flatMap((count) => [...Array(count).fill(4), ...rest])];
  const work = { ...node(4, 'work', url, 1), positionTicks: ticks.map(([line, count]) => ({ line, ticks: count })) };
  return {
    nodes: [
      node(1, '(root)', '', 0, [2, 3]),
      node(2, '(idle)', '', 0),
      node(3, 'listOnTimeout', 'node:internal/timers', 520, [4]),
      work,
    ],
    startTime: 0,
    endTime: samples.length * SAMPLE_US,
    samples,
    timeDeltas: samples.map((_, index) => (index === 0 ? 0 : SAMPLE_US)),
  };
}

async function diagnosisOf(content: unknown) {
  const capture = readForeign(await fileWith(JSON.stringify(content), 'a.cpuprofile'));
  if (capture === null) throw new Error('It was not recognised.');
  return { capture, ...(await diagnose(toTrace(capture))) };
}

it('a line that is counted for several stalls together is named with its share of the function, and less surely', async () => {
  const { stalls, probe, capture } = await diagnosisOf(
    profile(
      [6, 6],
      [
        [3, 9],
        [4, 3],
      ],
    ),
  );
  expect(stalls.map(({ location }) => [location?.line, location?.function])).toEqual([
    [3, 'work'],
    [3, 'work'],
  ]);
  for (const { cause } of stalls) {
    expect(cause.confidence).toBe(0.74);
    expect(cause.evidence).toContain('75 % of it at or below the blamed line');
    expect(cause.evidence).toContain(`${DOUBT} 75 % were on the blamed one.`);
  }
  expect(probe.blind.join(' ')).toContain(
    'Of what held the loop more than once (work in app.js) the line with the most samples is named, which in a single stall may have been another.',
  );
  const saved = await readTrace(await fileWith(capture.processes.map(toLines).join('')));
  expect((await diagnose(saved)).stalls).toEqual(stalls);
});

it.each<[string, readonly number[], Ticks]>([
  [
    'all of it in one stall',
    [12],
    [
      [3, 9],
      [4, 3],
    ],
  ],
  ['all of it on one line', [6, 6], [[3, 12]]],
])('a line is certain where its function was, %s', async (_, pauses, ticks) => {
  const { stalls, probe } = await diagnosisOf(profile(pauses, ticks));
  expect(stalls.map(({ location }) => location?.line)).toEqual(pauses.map(() => 3));
  for (const { cause } of stalls) {
    expect(cause.confidence).toBe(0.98);
    expect(cause.evidence).not.toContain(DOUBT);
  }
  expect(probe.blind.join(' ')).not.toContain('more than once');
});

it('of a function whose lines are not counted at all no line is said to be known', async () => {
  const { probe } = await diagnosisOf(profile([6], []));
  expect(probe.blind.join(' ')).toContain('a CPU profile that does not tell the lines of work in app.js');
});

it('lines that the function does not have are those of functions in its place, and never named', async () => {
  const file = join(await scratch(), 'app.cjs');
  writeFileSync(file, 'function work() {\n  return one() +\n    two();\n}\n');
  const ticks: Ticks = [
    [2, 4],
    [530, 8],
  ];
  const { stalls } = await diagnosisOf(profile([6, 6], ticks, file));
  expect(stalls.map(({ location }) => location?.line)).toEqual([2, 2]);
});

it('a loop round the lines has the share of all of them', async () => {
  const file = join(await scratch(), 'app.cjs');
  const lines = [
    'function work(n) {',
    '  for (let i = 0; i < n; i += 1) {',
    '    a();',
    '    b();',
    '    c();',
    '  }',
    '}',
  ];
  writeFileSync(file, lines.join('\n'));
  const ticks: Ticks = [
    [3, 4],
    [4, 4],
    [5, 4],
  ];
  const { stalls } = await diagnosisOf(profile([6, 6], ticks, file));
  expect(stalls.map(({ location, cause }) => [location?.line, cause.confidence])).toEqual([
    [2, 0.98],
    [2, 0.98],
  ]);
});
