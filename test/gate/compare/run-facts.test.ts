import { describe, expect, it } from 'vitest';
import { summarize } from '../../../src/gate/compare/run-facts.js';
import { cause, diagnosis, place, stall, suppressed } from '../../report/sample.js';

const here = place('app.js', 12, 'load');
const cpu = cause('cpu');

describe('a run as a comparison sees it', () => {
  it("judges a culprit by its own time: what the thread waited for a core is not the code's", () => {
    const waits = stall(1, 300, cpu, here, { runQueueMs: 200 });
    const works = stall(2, 150, cpu, here, { runQueueMs: null });
    const { culprits } = summarize(diagnosis([waits, works]), 'x');
    expect(culprits).toMatchObject([{ count: 2, totalMs: 450, worstMs: 300, worstOwnMs: 150, isStarved: false }]);
  });

  it('knows that a stall waited for longer than it computed', () => {
    const { culprits } = summarize(diagnosis([stall(1, 300, cpu, here, { runQueueMs: 151 })]), 'x');
    expect(culprits).toMatchObject([{ worstOwnMs: 149, isStarved: true }]);
  });

  it('adds up lines that share a fingerprint', () => {
    const facts = diagnosis([stall(1, 100, cpu, here), stall(2, 250, cpu, place('app.js', 40, 'load'))]);
    const culprits = facts.culprits.map((one) => ({ ...one, fingerprint: '1:same' }));
    expect(summarize({ ...facts, culprits }, 'x').culprits).toMatchObject([
      { fingerprint: '1:same', count: 2, totalMs: 350, worstMs: 250, location: { line: 40 } },
    ]);
  });

  it('excuses the machine, what is deliberate, workers at their job, and guesses without a line', () => {
    const stalls = [
      stall(1, 900, cause('cpu-starved'), null),
      stall(2, 900, cause('suspended'), null),
      stall(3, 200, cpu, here),
      stall(4, 200, cpu, place('worker.js', 1), { atWork: true, threadId: 1 }),
      stall(5, 300, cause('native', null, { confidence: 0.25 }), null),
    ];
    const [, , meant] = stalls;
    const facts = diagnosis(stalls, { suppressed: meant === undefined ? [] : [suppressed('cpu-bound', [meant])] });
    const { culprits, excused } = summarize(facts, 'x');
    expect(culprits).toEqual([]);
    expect(excused).toHaveLength(5);
  });

  it('has no data where nothing of the loop was seen', () => {
    const nothing = { ...diagnosis().loop, p99Ms: null, maxMs: null, utilization: null };
    expect(summarize(diagnosis(), 'x').hasData).toBe(true);
    expect(summarize(diagnosis([], { loop: nothing }), 'x').hasData).toBe(false);
    expect(summarize(diagnosis([], { probe: { ...diagnosis().probe, armed: false } }), 'x').hasData).toBe(false);
  });

  it('tells under what it was recorded', () => {
    expect(summarize(diagnosis(), 'x').circumstances).toEqual({
      sampler: 'pulse',
      mode: 'default',
      thresholdMs: 50,
      nodeMajor: 20,
      fingerprints: null,
    });
  });
});
