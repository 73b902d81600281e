import { triage } from '../../../src/triage/triage.js';
import { runRecord, stallRecord } from '../../triage/records.js';

const HOUR_MS = 3_600_000;

const runs = Array.from({ length: 60 }, (_, index) =>
  runRecord({
    run: index + 1,
    path: `/traces/${index + 1}.ndjson`,
    host: `web-${index % 3}`,
    version: index < 30 ? '2.4.0' : '2.4.1',
    startMs: index * HOUR_MS,
    endMs: (index + 1) * HOUR_MS,
  }),
);
const when = (run: number) => ({
  firstMs: (run - 0.5) * HOUR_MS,
  lastMs: (run - 0.5) * HOUR_MS,
  hours: new Map([[run - 1, 1]]),
});
/** `render` blocks four times as long from 2.4.1 on; `rank` blocks on web-2 more than elsewhere. */
const stalls = runs.flatMap(({ run, host }) => [
  stallRecord({ run, fingerprint: 'render', totalMs: run <= 30 ? 100 : 400, ...when(run) }),
  stallRecord({
    run,
    fingerprint: 'rank',
    route: 'GET /top',
    totalMs: host === 'web-2' ? 900 : 100 + (run % 7),
    ...when(run),
  }),
]);

function culprit(name: string, file: string, line: number) {
  const location = { file, line, column: 3, function: name };
  return {
    fingerprint: name,
    location,
    cause: { kind: 'cpu' as const, api: null },
    stack: [
      { ...location, file: `/srv/${file}`, share: 1, origin: 'app' as const, package: null },
      { file: 'node:net', line: 9, column: 1, function: 'onRead', share: 1, origin: 'node' as const, package: null },
    ],
    worstMs: 900,
    path: '/traces/9.ndjson',
  };
}

/** A fleet of three hosts with a regression and an odd host. */
export const fleetTriage = triage(
  {
    runs,
    stalls,
    culprits: new Map([
      ['render', culprit('render', 'views/table.ts', 88)],
      ['rank', culprit('rank', 'lib/rank.js', 7)],
    ]),
    skips: [{ path: '/traces/bad.ndjson', kind: 'truncated', message: 'Line 3 is no JSON.' }],
  },
  { by: 'host', where: [], since: null, order: 'time' },
);
