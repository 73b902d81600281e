import { describe, expect, it } from 'vitest';
import { compare, gotWorse, obstacles } from '../../../src/gate/compare/compare.js';
import { cause, place } from '../../report/sample.js';
import { culprit, run, runsWith } from './runs.js';

function statuses(before: readonly number[], after: readonly number[]) {
  return compare(runsWith('a', before), runsWith('a', after)).culprits.map(({ status }) => status)[0];
}

describe('one run each', () => {
  it.each([
    ['new', 0, 120],
    ['gone', 120, 0],
    ['worse beyond a quarter', 200, 251],
    ['unchanged up to a quarter', 200, 250],
    ['unchanged up to 20 ms', 60, 80],
    ['worse beyond 20 ms', 60, 80.1],
    ['better beyond a quarter', 200, 149],
    ['unclear where it may have been just below the threshold', 0, 70],
    ['unclear where it may be just below the threshold', 70, 0],
  ])('%s: %d ms, then %d ms', (expected, before, after) => {
    expect(expected.split(' ')[0]).toBe(statuses([before], [after]));
  });

  it('allow a half more where the stall waited for a core for longer than it had one', () => {
    const status = (ms: number) =>
      compare([run([culprit('a', 200)])], [run([culprit('a', ms, { isStarved: true })])]).culprits[0]?.status;
    expect([status(300), status(301)]).toEqual(['unchanged', 'worse']);
  });

  it('says that it proves little, and by what it judges', () => {
    const { method, note } = compare([run()], [run()]);
    expect(method).toBe('threshold');
    expect(note).toBe('One run each proves little, so a worst stall counts as longer from 25 % and 20 ms on.');
  });

  it('shows both sides of the loop', () => {
    const after = run([], { loop: { p50Ms: 1, p99Ms: 130, maxMs: 119, utilization: null, blockedMs: 100 } });
    expect(compare([run()], [after]).loop).toEqual([
      { name: 'p50Ms', before: 1, after: 1, status: 'unchanged', p: null },
      { name: 'p99Ms', before: 80, after: 130, status: 'worse', p: null },
      { name: 'maxMs', before: 120, after: 119, status: 'unchanged', p: null },
      { name: 'utilization', before: 0.3, after: null, status: null, p: null },
      { name: 'blockedMs', before: 240, after: 100, status: 'better', p: null },
    ]);
  });
});

describe('several runs each', () => {
  it.each([
    ['new', [0, 0, 0, 0], [120, 130, 110, 90]],
    ['gone', [120, 130, 110, 90], [0, 0, 0, 0]],
    ['worse', [100, 110, 105, 108], [130, 128, 140, 131]],
    ['better', [130, 128, 140, 131], [100, 110, 105, 108]],
    ['unchanged', [100, 180, 120, 110], [130, 90, 150, 170]],
    ['unchanged', [100, 100.1, 100.2, 100.3], [114, 114.1, 114.2, 114.3]],
    ['unchanged', [60, 100, 100.1, 100.2, 100.3], [101, 102, 103, 104, 105]],
    ['worse', [100, 100.1, 100.2, 100.3], [116, 116.1, 116.2, 116.3]],
    ['unclear', [0, 0, 0, 0, 0], [120, 0, 0, 0, 0]],
    ['unclear', [0, 0, 0, 0, 900], [0, 0, 0, 0, 0]],
  ])('%s by the spread: %j, then %j', (expected, before, after) => {
    expect(statuses(before, after)).toBe(expected);
  });

  it('tells p, in how many runs it was seen, and the medians', () => {
    const [change] = compare(runsWith('a', [0, 0, 0, 0]), runsWith('a', [120, 130, 0, 90])).culprits;
    expect(change).toMatchObject({ status: 'unclear', before: null, after: { runs: 3, worstOwnMs: 105, count: 1 } });
    expect(change?.p).toBeCloseTo(10 / 70, 12);
  });

  it('falls back on the tolerance where no test could prove anything', () => {
    const { method, note } = compare(runsWith('a', [100, 100, 100]), runsWith('a', [100, 100]));
    expect(method).toBe('threshold');
    expect(note).toContain('3 and 2 runs are too few for a test (4 and 4 would do)');
    expect(statuses([100, 100, 100], [140, 150])).toBe('worse');
    expect(statuses([0, 0, 0], [140, 0, 0])).toBe('unclear');
    expect(statuses([0, 0, 0], [140, 150, 0])).toBe('new');
  });

  it('tells what of a run could not be read, and of which', () => {
    const partly = run([], { name: 'night', problems: ['The trace is long.'] });
    expect(compare([run()], [partly]).problems).toEqual(['night: The trace is long.']);
  });

  it('leaves out runs that saw nothing, and says so', () => {
    const blind = run([], { name: 'blind', hasData: false });
    expect(compare([run(), blind], [run()])).toMatchObject({ runs: { before: 1, after: 1 }, withoutData: ['blind'] });
  });
});

describe('a function whose cause is judged otherwise', () => {
  const as = (kind: 'cpu' | 'native', ms: number, name = 'work') =>
    run([culprit(`${name}-${kind}`, ms, { location: place('a.js', 3, name), cause: cause(kind) })]);

  it('is the same while it is no longer than it was', () => {
    const { culprits } = compare([as('cpu', 200)], [as('native', 250)]);
    expect(culprits).toMatchObject([{ status: 'unchanged', before: { worstOwnMs: 200 }, after: { worstOwnMs: 250 } }]);
  });

  it('is new where it is longer, in another function, or in one without a name', () => {
    const statusesOf = (before: ReturnType<typeof run>, after: ReturnType<typeof run>) =>
      compare([before], [after]).culprits.map(({ status }) => status);
    expect(statusesOf(as('cpu', 200), as('native', 251))).toEqual(['new', 'gone']);
    expect(statusesOf(as('cpu', 200), as('native', 200, 'other'))).toEqual(['new', 'gone']);
    expect(statusesOf(as('cpu', 200, ''), as('native', 200, ''))).toEqual(['new', 'gone']);
  });
});

describe('a comparison', () => {
  it('puts new and worse culprits first, the longest first', () => {
    const before = run([culprit('same', 900), culprit('slow', 100), culprit('gone', 500)]);
    const after = run([culprit('same', 900), culprit('slow', 400), culprit('new', 200), culprit('newer', 300)]);
    const { culprits } = compare([before], [after]);
    expect(culprits.map(({ fingerprint, status }) => `${fingerprint} ${status}`)).toEqual([
      '1:newer new',
      '1:new new',
      '1:slow worse',
      '1:gone gone',
      '1:same unchanged',
    ]);
    expect(gotWorse(culprits)).toBe(true);
    expect(gotWorse(culprits.slice(3))).toBe(false);
  });

  it.each([
    ['Node', { nodeMajor: 22 }, { before: 'Node 20', after: 'Node 22' }],
    ['mode', { mode: 'deep' }, { before: "the probe's default mode", after: '--deep' }],
    ['threshold', { thresholdMs: 20 }, { before: 'a threshold of 50 ms', after: 'a threshold of 20 ms' }],
    ['sampler', { sampler: 'x' }, { before: 'the sampler "pulse"', after: 'the sampler "x"' }],
    ['rules', { fingerprints: 2 }, { before: 'fingerprints of version 1', after: 'fingerprints of version 2' }],
  ])('has an obstacle in another %s', (_what, change, expected) => {
    const other = run([], { circumstances: { ...run().circumstances, ...change } });
    expect(obstacles([run()], [other, other])).toEqual([expected]);
    expect(obstacles([run()], [run()])).toEqual([]);
    expect(obstacles([run()], [{ ...other, hasData: false }])).toEqual([]);
  });
});
