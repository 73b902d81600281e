import { describe, expect, it } from 'vitest';
import { versionSplit } from '../../src/triage/changes.js';
import type { RunRecord, StallRecord } from '../../src/triage/records.js';
import { triage } from '../../src/triage/triage.js';
import { fleetOf, runRecord, stallRecord } from './records.js';

const ALL = { by: null, where: [], since: null, order: 'time' } as const;

/** Ten runs of each version on two hosts, blocked for `ms` of each run's number and version. */
function twoVersions(ms: (index: number, isNew: boolean) => number) {
  const runs: RunRecord[] = [];
  const stalls: StallRecord[] = [];
  for (let index = 0; index < 20; index += 1) {
    const isNew = index >= 10;
    const run = index + 1;
    runs.push(runRecord({ run, host: `web-${index % 2}`, version: isNew ? '2.4.1' : '2.4.0' }));
    stalls.push(stallRecord({ run, totalMs: ms(index, isNew) }));
  }
  return fleetOf(runs, stalls);
}

describe('triage', () => {
  it('finds since when, by how much, and on which hosts a culprit changed', () => {
    const fleet = twoVersions((index, isNew) => (isNew ? 400 : 100) + index);
    const [answer, ...rest] = triage(fleet, ALL).answers;
    expect(rest).toEqual([]);
    expect(answer).toMatchObject({
      kind: 'regression',
      since: { type: 'version', value: '2.4.1' },
      beforeMsPerHour: 104.5,
      afterMsPerHour: 414.5,
      hosts: { compared: 2, changed: 2 },
      runs: { before: 10, after: 10 },
    });
    expect((answer as { p: number }).p).toBeLessThan(0.01);
  });

  it('calls a fall an improvement', () => {
    const fleet = twoVersions((index, isNew) => (isNew ? 100 : 400) + index);
    expect(triage(fleet, ALL).answers).toMatchObject([{ kind: 'improvement', since: { value: '2.4.1' } }]);
  });

  it('does not call a certain change of a few percent a regression', () => {
    expect(
      triage(
        twoVersions((index, isNew) => (isNew ? 110 : 100) + index / 10),
        ALL,
      ).answers,
    ).toEqual([]);
  });

  it('says that too few traces cannot be compared', () => {
    const fleet = twoVersions((_, isNew) => (isNew ? 400 : 100));
    const few = { ...fleet, runs: fleet.runs.slice(7) };
    const { answers, incomparable } = triage(few, { ...ALL, since: versionSplit(few.runs, '2.4.1') });
    expect(answers).toEqual([]);
    expect(incomparable).toBe('A comparison takes 5 traces before and 5 after.');
  });

  it('ranks by time or by requests, and keeps apart no requests from unknown ones', () => {
    const fleet = fleetOf(
      [runRecord()],
      [
        stallRecord({ fingerprint: 'long', totalMs: 900, requests: 1 }),
        stallRecord({ fingerprint: 'busy', totalMs: 100, requests: 50 }),
        stallRecord({ fingerprint: 'unknown', totalMs: 50, requests: null }),
      ],
    );
    const names = (order: 'time' | 'requests') =>
      triage(fleet, { ...ALL, order }).culprits.map(({ fingerprint, requests }) => [fingerprint, requests]);
    expect(names('time')).toEqual([
      ['long', 1],
      ['busy', 50],
      ['unknown', null],
    ]);
    expect(names('requests')).toEqual([
      ['busy', 50],
      ['long', 1],
      ['unknown', null],
    ]);
  });

  it('sums up by a dimension within conditions', () => {
    const fleet = fleetOf(
      [runRecord({ run: 1, host: 'a' }), runRecord({ run: 2, host: 'b' })],
      [
        stallRecord({ run: 1, route: 'GET /a', totalMs: 300 }),
        stallRecord({ run: 1, route: null, totalMs: 100 }),
        stallRecord({ run: 2, route: 'GET /a', totalMs: 500 }),
      ],
    );
    const { groups, fleet: sums } = triage(fleet, { ...ALL, by: 'route', where: [{ key: 'host', value: 'a' }] });
    expect(groups.map(({ key, totalMs, share }) => [key, totalMs, share])).toEqual([
      ['GET /a', 300, 0.75],
      [null, 100, 0.25],
    ]);
    expect(sums).toMatchObject({ runs: 1, hosts: ['a'], blockedMs: 400 });
  });

  it('does not call a host odd that alone was recorded when a daily job ran', () => {
    const HOUR_MS = 3_600_000;
    const runs = Array.from({ length: 60 }, (_, index) => {
      const startMs = (Math.floor(index / 6) * 24 + (index % 6) * 4) * HOUR_MS;
      return runRecord({ run: index + 1, host: `web-${index % 6}`, startMs, endMs: startMs + HOUR_MS / 2 });
    });
    const stalls = runs
      .filter(({ host }) => host === 'web-3')
      .map(({ run, startMs }, index) => {
        return stallRecord({ run, totalMs: 400 + index, firstMs: startMs, lastMs: startMs });
      });
    expect(triage(fleetOf(runs, stalls), ALL).answers).toMatchObject([{ kind: 'daily', hour: 12, days: 10, share: 1 }]);
  });

  it('does not call a host odd that is slower by its nature, and was unlucky a few times', () => {
    const runs = Array.from({ length: 96 }, (_, index) => runRecord({ run: index + 1, host: `web-${index % 4}` }));
    const blocked = (ofHost: (index: number) => number) =>
      runs.map(({ run, host }, index) =>
        stallRecord({ run, totalMs: (host === 'web-3' ? ofHost(index) : 100) + index / 1024 }),
      );
    const odd = (ofHost: (index: number) => number) => triage(fleetOf(runs, blocked(ofHost)), ALL).answers;
    expect(odd((index) => (index < 16 ? 1500 : 140))).toEqual([]);
    expect(odd(() => 400)).toMatchObject([{ kind: 'outlier-host', host: 'web-3' }]);
  });

  it('notes a host whose clock was set by minutes between two traces', () => {
    const runs = [runRecord({ run: 1, bootMs: 1000 }), runRecord({ run: 2, bootMs: 301_000 })];
    expect(triage(fleetOf(runs, []), ALL).clocks).toEqual([{ host: 'web-1', movedMs: 300_000 }]);
  });
});
