import { expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { readTrace } from '../../src/trace/read.js';
import { kills } from '../faults/kills.mjs';

it('a run that is killed at any moment leaves a trace that says so, with the stall that it died in', async () => {
  const result = await kills({
    count: 4,
    seed: 3,
    report: async (folder) => {
      const trace = await readTrace(folder);
      return { diagnosis: await diagnose(trace), originNs: trace.run?.launch.originNs ?? '0' };
    },
  });
  expect(result.faults).toEqual([]);
  expect([result.kills, result.launcherKills]).toEqual([4, 1]);
}, 120_000);
