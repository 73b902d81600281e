import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { diagnose } from '../../src/analyze/diagnose.js';
import { readTrace } from '../../src/trace/read.js';
import { sealedLine } from '../../src/trace/seal.js';
import { cuts, flips } from '../faults/damage.mjs';
import { filesOf, judge } from '../faults/judge.mjs';
import { closed, header, launched, scratch } from '../support/trace-lines.js';

const seal = (...events: readonly object[]) => events.map(sealedLine).join('');
const look = { type: 'sample', stall: 1, waitNs: 300_000, stack: 2, weightNs: 100e6 };

/** A run of one stall, as it lies on the disk. */
async function recorded(): Promise<string> {
  const folder = join(await scratch(), 'run');
  mkdirSync(folder);
  const exited = { type: 'exited', atNs: 2.1e9, pid: 100, exitCode: 0, signal: null, stoppedBy: null };
  writeFileSync(join(folder, 'run.ndjson'), seal(launched(), { type: 'spawned', atNs: 1e6, pid: 100 }, exited));
  const process = seal(
    header(),
    { type: 'armed', atNs: 3e6, setupNs: 1e6, eyes: ['sampler', 'monitor'] },
    { type: 'mark', atNs: 4e6, name: 'target-start' },
    { type: 'frame', id: 1, function: 'turn', url: '/app/app.js', line: 9, column: 3 },
    { type: 'frame', id: 2, function: 'work', url: '/app/app.js', line: 4, column: 5 },
    {
      type: 'stack',
      nodes: [
        [1, 0, 1],
        [2, 1, 2],
      ],
    },
    { type: 'stall-open', stall: 1, startNs: 1e9, atNs: 1.05e9 },
    { ...look, atNs: 1.1e9, trigger: { type: 'http-request', label: 'GET /users' } },
    { ...look, atNs: 1.2e9, overdueTimers: 2, timersWaitNs: 5e7 },
    closed({ startNs: 1e9, endNs: 1.2e9, cpuNs: 19e7, runQueueNs: 1e6 }),
    {
      type: 'health',
      atNs: 2e9,
      spanNs: 2e9,
      delays: [
        [1e6, 90],
        [2.1e8, 1],
      ],
      maxDelayNs: 2e8,
      idleNs: 17e8,
      activeNs: 3e8,
      cpuNs: 3e8,
      runQueueNs: 1e6,
      gcNs: 1e6,
      gcCount: 2,
      heapUsedBytes: 5e6,
      maxIterationDelayNs: null,
      requests: 7,
    },
    { type: 'end', atNs: 2.05e9, exitCode: 0, probeNs: 4e6, droppedEvents: 0 },
  );
  writeFileSync(join(folder, '100-1.ndjson'), process);
  return folder;
}

/** Some hundred reports: seconds, but for a busy machine. */
const TIMEOUT_MS = 120_000;

const report = async (folder: string) => ({ diagnosis: await diagnose(await readTrace(folder)) });

it.each(['run.ndjson', '100-1.ndjson'])(
  'no cut of %s changes a figure in silence',
  async (name) => {
    const folder = await recorded();
    const bytes = readFileSync(join(folder, name));
    const judged = await judge({ folder, name, damaged: cuts(bytes, 7), report });
    expect(judged.silent).toEqual([]);
    expect(judged.copies).toBe(Math.ceil(bytes.length / 7));
  },
  TIMEOUT_MS,
);

it.each(['run.ndjson', '100-1.ndjson'])(
  'no changed bytes of %s change a figure in silence',
  async (name) => {
    const folder = await recorded();
    expect(filesOf(folder)).toContain(name);
    const bytes = readFileSync(join(folder, name));
    const judged = await judge({ folder, name, damaged: flips(bytes, { count: 200, seed: 7 }), report });
    expect(judged.silent).toEqual([]);
    expect(judged.told + judged.refused).toBeGreaterThan(190);
  },
  TIMEOUT_MS,
);
