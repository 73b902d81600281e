import { describe, expect, it } from 'vitest';
import { summarize } from '../../../src/gate/compare/run-facts.js';
import { judge } from '../../../src/gate/judge.js';
import { readSavedReport } from '../../../src/gate/saved/report.js';
import { compose } from '../../../src/report/compose.js';
import { json } from '../../../src/report/json.js';
import { CWD, cause, diagnosis, place, stall, suppressed } from '../../report/sample.js';

const here = stall(1, 212, cause('sync-call', 'fs.readFileSync'), place('app.js', 12, 'load'), { runQueueMs: null });
const meant = stall(2, 300, cause('cpu'), null);
const sample = diagnosis([here, meant], { suppressed: [suppressed('cpu-bound', [meant])] });

function saved(): Record<string, unknown> {
  const report = compose(sample, judge(sample, {}), { tone: 'plain', tracePath: null });
  return JSON.parse(json.render(report, { columns: 80, color: false, unicode: true, links: false, cwd: CWD }));
}

describe('a saved report', () => {
  it('says the same as the run that it was made of', () => {
    expect(summarize(readSavedReport(saved()), 'x')).toEqual(summarize(sample, 'x'));
  });

  it.each<[string, unknown]>([
    ['it is no loopcheck-report', null],
    ['it is no loopcheck-report', [1]],
    ['it is no loopcheck-report', { format: 'loopcheck-diff' }],
    ['a newer loopcheck wrote it (version 2; this one reads 1)', { ...saved(), version: 2 }],
    ['its version is unknown', { ...saved(), version: '1' }],
    ['its loop is not an object', { ...saved(), loop: 3 }],
    ['its thresholdMs is not a number of 0 or more', { ...saved(), thresholdMs: '50' }],
    ['its loop.sampler is not a name', { ...saved(), loop: { ...diagnosis().loop, sampler: '\u001b[2J' } }],
    ['its culprits is not a list', { ...saved(), culprits: {} }],
    ['its culprits[0].cause is not an object', { ...saved(), culprits: [{ fingerprint: 'x', location: null }] }],
    ['its stalls[0].durationMs is not a number of 0 or more', { ...saved(), stalls: [{ id: 1, durationMs: -1 }] }],
  ])('is refused with a reason: %s', (why, value) => {
    expect(() => readSavedReport(value)).toThrow(new TypeError(why));
  });
});
