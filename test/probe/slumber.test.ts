import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ofType, probed } from '../support/probed.js';

const require = createRequire(import.meta.url);
const layout = require('../../dist/probe/shared.cjs') as typeof import('../../src/probe/shared.cjs');
const { watchSlumber } = require('../../dist/probe/slumber.cjs') as typeof import('../../src/probe/slumber.cjs');
const { WORD, CELL } = layout;

/** A loop whose last beat was at 1000 ms, and whose thread has run as often as the test says. */
function slumbering() {
  const memory = layout.shared();
  memory.cells[CELL.MARK_MS] = 1000;
  const schedule = { cpuNs: 5e6, runs: 40 };
  const watch = watchSlumber(memory, () => ({ ...schedule }));
  return { memory, schedule, watch, quietMs: () => memory.cells[CELL.QUIET_MS] };
}

describe('a loop that slumbers', () => {
  it('is quiet for as long as its thread was given no core', () => {
    const { watch, quietMs } = slumbering();
    expect(watch.look(1010)).toMatchObject({ markMs: 1000, isPoked: false, dueMs: 1084 });
    expect(watch.look(1050)).toMatchObject({ markMs: 1000, isPoked: false, dueMs: 1084 });
    expect(watch.look(1090)).toMatchObject({ markMs: 1090, isPoked: false, dueMs: 1168 });
    expect(watch.look(1400)).toMatchObject({ markMs: 1400, isPoked: false });
    expect(quietMs()).toBe(1400);
  });

  it('is counted just after its next beat, so that little which follows a beat passes for its work', () => {
    const { watch } = slumbering();
    let dueMs = 1003;
    for (let count = 0; count < 12; count++) ({ dueMs } = watch.look(dueMs));
    expect(dueMs).toBe(1000 + layout.SLUMBER_PULSE_MS + 8);
  });

  it('is poked when its thread has run, and late when it does not beat then', () => {
    const { watch, schedule, memory, quietMs } = slumbering();
    watch.look(1010);
    watch.look(1090);
    schedule.runs += 1;
    const late = { markMs: 1090, isPoked: true, dueMs: 1185 };
    expect(watch.look(1170)).toMatchObject(late);
    expect([memory.words[WORD.POKED], memory.cells[CELL.POKED_MS]]).toEqual([1, 1170]);
    expect(watch.look(1300)).toMatchObject(late);
    expect(quietMs()).toBe(1090);
  });

  it('is poked when its thread goes on computing without ever having slept, and waited for a shorter time', () => {
    const { watch, schedule } = slumbering();
    watch.look(1010);
    schedule.cpuNs += 50e6;
    expect(watch.look(1090)).toMatchObject({ isPoked: true, markMs: 1000, dueMs: 1094 });
    expect(watch.look(1095)).toMatchObject({ isPoked: true, markMs: 1000, dueMs: 1094 });
  });

  it('has done nothing else when it has beaten in between', () => {
    const { watch, schedule, memory } = slumbering();
    watch.look(1010);
    schedule.runs += 1;
    memory.cells[CELL.MARK_MS] = 1500;
    expect(watch.look(1520)).toMatchObject({ markMs: 1500, isPoked: false });
    expect(watch.look(1600)).toMatchObject({ markMs: 1600, isPoked: false });
  });

  it('does not begin where the system does not count', () => {
    const memory = layout.shared();
    watchSlumber(memory, () => ({ cpuNs: 5e6, runs: 0 }));
    watchSlumber(memory, () => null);
    expect(memory.words[WORD.COUNTS_RUNS]).toBe(0);
  });

  it('is seen when it is held up, with the line, and its idle time is told', async () => {
    const { traces } = await probed(`
      function spin() { const end = Date.now() + 400; while (Date.now() < end); }
      setTimeout(spin, 4600);`);
    const stalls = ofType(traces[0], 'stall-close').filter(({ startNs, endNs }) => endNs - startNs >= 399e6);
    expect(stalls).toHaveLength(1);
    expect(ofType(traces[0], 'frame').some((frame) => frame.function.endsWith('spin'))).toBe(true);
    const health = ofType(traces[0], 'health');
    const toldMs = health.reduce((sum, { idleNs, activeNs }) => sum + idleNs + activeNs, 0) / 1e6;
    expect(toldMs).toBeGreaterThan(4500);
    // As many beats are told as a quick pulse would have counted in that time, give or take what is under way.
    const beats = health.reduce((sum, { delays }) => sum + delays.reduce((all, [, count]) => all + count, 0), 0);
    expect(beats).toBeGreaterThan(150);
    expect(beats).toBeLessThan(300);
  }, 20_000);
});
