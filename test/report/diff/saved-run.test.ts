import { describe, expect, it } from 'vitest';
import { readSavedRun } from '../../../src/report/diff/saved-run.js';
import { detailsOf, runOf } from '../../../src/report/html/run-data.js';
import { json } from '../../../src/report/json.js';
import { OPTIONS } from '../html/diffs.js';
import { reportOf } from '../html/pages.js';
import { CWD, cause, diagnosis, place, stall } from '../sample.js';

const read = stall(1, 212, cause('sync-call', 'fs.readFileSync', { evidence: 'Seen.' }), place('app.js', 12, 'load'), {
  trigger: { type: 'http-request', label: 'GET /' },
  delayed: { timers: 1, requests: 2 },
  ongoing: true,
  cpuMs: null,
});
const longer = stall(
  2,
  300,
  cause('sync-call', 'fs.readFileSync', { evidence: 'Longer.' }),
  place('app.js', 12, 'load'),
);
const report = reportOf(diagnosis([read, longer]), {}, 'plain');
const saved = (): Record<string, unknown> => JSON.parse(json.render(report, OPTIONS));

describe('a saved report on a page', () => {
  it('shows what the run itself would, but for what is not in it: the course of the loop, and source text', () => {
    const shown = readSavedRun(saved());
    expect(runOf(shown, CWD)).toEqual(runOf(report, CWD));
    expect(detailsOf(shown, CWD)).toEqual(detailsOf(report, CWD));
  });

  it('has stalls of causes that are not known yet, and moments before the start', () => {
    const [first] = saved()['stalls'] as Record<string, object>[];
    const stalls = [{ ...first, startMs: -3, cause: { ...first?.['cause'], kind: 'cosmic-ray' } }];
    expect(readSavedRun({ ...saved(), stalls }).stalls[0]).toMatchObject({
      startMs: -3,
      cause: { kind: 'cosmic-ray' },
    });
  });

  it.each<[string, unknown]>([
    ['its content is not an object', null],
    ['its stalls[0].cause is not an object', { ...saved(), stalls: [{ delayed: {}, trigger: null }] }],
    ['its culprits is not a list', { ...saved(), culprits: 'x' }],
  ])('is refused with a reason: %s', (why, value) => {
    expect(() => readSavedRun(value)).toThrow(new TypeError(why));
  });
});
