import type { Fleet, RunRecord, StallRecord } from '../../src/triage/records.js';

/** A run of an hour; `change` says what the test is about. */
export function runRecord(change: Partial<RunRecord> = {}): RunRecord {
  return {
    run: 1,
    path: '/traces/1.ndjson',
    host: 'web-1',
    app: 'shop',
    version: '1.0.0',
    nodeVersion: 'v22.18.0',
    startMs: 0,
    endMs: 3_600_000,
    bootMs: 0,
    ...change,
  };
}

/** One stall of 100 ms. */
export function stallRecord(change: Partial<StallRecord> = {}): StallRecord {
  return {
    run: 1,
    fingerprint: 'f',
    route: 'GET /users',
    package: null,
    count: 1,
    totalMs: 100,
    worstMs: 100,
    requests: 3,
    firstMs: 1000,
    lastMs: 1000,
    ...change,
  };
}

/** A fleet with a culprit for each fingerprint, its function named like it. */
export function fleetOf(runs: readonly RunRecord[], stalls: readonly StallRecord[]): Fleet {
  const culprits = [...new Set(stalls.map(({ fingerprint }) => fingerprint))].map((fingerprint) => ({
    fingerprint,
    location: { file: 'views/table.ts', line: 88, column: 1, function: fingerprint },
    cause: { kind: 'cpu' as const, api: null },
    stack: [],
    worstMs: 100,
    path: '/traces/1.ndjson',
  }));
  return { runs, stalls, culprits: new Map(culprits.map((one) => [one.fingerprint, one])), skips: [] };
}
