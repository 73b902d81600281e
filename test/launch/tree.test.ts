import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { descendants, fromPs, listProcesses, type ProcessEntry } from '../../src/launch/process-table.js';
import { STOP_GRACE_MS, signalTree, stopTree, type TreeSystem } from '../../src/launch/tree.js';

const entry = (pid: number, parentPid: number, startedAt = 'then'): ProcessEntry => ({ pid, parentPid, startedAt });

/** A machine on which a process ends at the signal that `endsAt` names for it. */
function machine(processes: ProcessEntry[], endsAt: Record<number, string> = {}) {
  const sent: string[] = [];
  let now = 0;
  const system: TreeSystem = {
    list: async () => [entry(1, 0), ...processes],
    kill: (pid, signal) => {
      const index = processes.findIndex((one) => one.pid === pid);
      if (index < 0) throw new Error('ESRCH');
      sent.push(`${signal} ${pid}`);
      if (signal === (endsAt[pid] ?? 'SIGTERM') || signal === 'SIGKILL') processes.splice(index, 1);
    },
    sleep: async (ms) => {
      now += ms;
    },
  };
  return { system, sent, elapsedMs: () => now };
}

describe('descendants', () => {
  it('finds the whole family, parents before children', () => {
    const entries = [entry(30, 20), entry(20, 10), entry(99, 1), entry(10, 1), entry(21, 10)];
    expect(descendants(entries, [10]).map((one) => one.pid)).toEqual([10, 20, 21, 30]);
  });

  it('ends where two processes name each other as parent', () => {
    expect(descendants([entry(10, 20), entry(20, 10)], [10])).toHaveLength(2);
  });
});

describe('signalTree', () => {
  it('reaches the parent before its children', async () => {
    const { system, sent } = machine([entry(20, 10), entry(10, 1)]);
    await signalTree(10, 'SIGKILL', system);
    expect(sent).toEqual(['SIGKILL 10', 'SIGKILL 20']);
  });

  it('reaches at least the process itself where the system lists none', async () => {
    const { system, sent } = machine([entry(10, 1)]);
    await signalTree(10, 'SIGTERM', { ...system, list: async () => [] });
    expect(sent).toContain('SIGTERM 10');
  });
});

describe('stopTree', () => {
  it('is done as soon as all have ended', async () => {
    const { system, sent, elapsedMs } = machine([entry(10, 1), entry(20, 10)]);
    await stopTree(10, system);
    expect(sent).toEqual(['SIGTERM 10', 'SIGTERM 20']);
    expect(elapsedMs()).toBeLessThan(100);
  });

  it('kills after the grace what does not end', async () => {
    const { system, sent, elapsedMs } = machine([entry(10, 1), entry(20, 10)], { 20: 'never' });
    await stopTree(10, system);
    expect(sent).toEqual(['SIGTERM 10', 'SIGTERM 20', 'SIGKILL 20']);
    expect(elapsedMs()).toBe(STOP_GRACE_MS);
  });

  it('does not kill a stranger that took over a pid', async () => {
    const processes = [entry(10, 1)];
    const { system, sent } = machine(processes);
    const sleep = async () => {
      if (processes.length === 0) processes.push(entry(10, 1, 'later'));
    };
    await stopTree(10, { ...system, sleep });
    expect(sent).toEqual(['SIGTERM 10']);
  });
});

describe('the list of processes', () => {
  const own = { pid: process.pid, parentPid: process.ppid };
  const hasPs = spawnSync('ps').error === undefined;

  it('holds this very process', async () => {
    expect(await listProcesses()).toContainEqual(expect.objectContaining(own));
  });

  it.skipIf(!hasPs)('can be had from ps', async () => {
    expect(await fromPs()).toContainEqual(expect.objectContaining(own));
  });
});
