import { expect, it } from 'vitest';
import { SCENARIOS } from '../fleet/fleet.mjs';
import { scratch } from '../support/trace-lines.js';
import {
  fleetFolder,
  HOSTILE,
  HOSTILE_WAYS,
  hostileFolder,
  triageJson,
  triageOf,
  WAYS,
} from '../support/triage-fleets.js';

it.each(SCENARIOS)(
  'DuckDB gives the same triage as the reader, row by row: %s',
  async (scenario) => {
    const folder = await fleetFolder({ seed: 3, scenario, traces: 72, hosts: 4 });
    for (const way of scenario === 'regression' ? WAYS : [[]]) {
      const [stream, duckdb] = [
        await triageJson(folder, '.', '--engine', 'stream', ...way),
        await triageJson(folder, '.', '--engine', 'duckdb', ...way),
      ];
      expect({ way, ...(duckdb as object) }).toEqual({ way, ...(stream as object) });
    }
  },
  60_000,
);

it('DuckDB and the reader agree on traces that are hostile, damaged, or there twice', async () => {
  const folder = await hostileFolder();
  for (const way of HOSTILE_WAYS) {
    const stream = await triageJson(folder, '.', 'nowhere', '--engine', 'stream', ...way);
    expect(await triageJson(folder, '.', 'nowhere', '--engine', 'duckdb', ...way)).toEqual(stream);
  }
  const { fleet, skips, groups } = (await triageJson(folder, '.', 'nowhere', '--by', 'host')) as {
    fleet: { runs: number };
    skips: { kind: string }[];
    groups: { key: string | null; runs: number; requests: number }[];
  };
  expect(fleet.runs).toBe(7);
  expect(skips.map(({ kind }) => kind)).toEqual([
    ...['duplicate', 'truncated', 'foreign', 'newer', 'empty', 'unsound', 'unsound', 'unreadable'],
  ]);
  const named = HOSTILE.replace('\0', '\uFFFD').replace('\uD800', '\uFFFD');
  expect(groups.map(({ key, runs }) => [key, runs]).sort()).toEqual(
    [
      [null, 2],
      [named, 1],
      ['web-1', 3],
      ['web-2', 1],
    ].sort(),
  );
});

it.each([
  [['--engine', 'oracle', '.'], '--engine got "oracle"'],
  [[], 'Nothing to triage'],
  [['--engine', 'clickhouse', '.'], '--engine clickhouse needs --url'],
  [['--url', 'http://localhost:8123', '.'], '--url is where a ClickHouse is'],
  [['--engine', 'stream', '--sql', 'select 1', '.'], '--engine stream keeps no tables'],
  [['--engine', 'clickhouse', '--url', 'localhost:8123'], '--url got "localhost:8123"'],
  [['--engine', 'clickhouse', '--url', 'ftp://me:secret@host/'], '--url got "ftp://host/"'],
  [['--engine', 'clickhouse', '--url', 'http://127.0.0.1:9', '--threshold', '5'], '--threshold holds while traces'],
])('a wrong engine is told in one sentence: %j', async (args, sentence) => {
  const host = await triageOf(await scratch(), args);
  expect(host.exitCode).toBe(2);
  expect(host.err()).toContain(sentence);
  expect(host.err().trim().split('\n')).toHaveLength(1);
});
