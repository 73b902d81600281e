import type { Fleet } from './records.js';

export type TableName = 'runs' | 'stalls' | 'culprits' | 'frames';

/** One table of a fleet: what its columns are called and hold. */
export interface Table {
  readonly name: TableName;
  readonly columns: readonly (readonly [name: string, type: 'BIGINT' | 'DOUBLE' | 'VARCHAR'])[];
}

/** The tables, as docs/triage.md explains them. Units are in the names; times are ms since 1970. */
export const TABLES: readonly Table[] = [
  {
    name: 'runs',
    columns: [
      ['run', 'BIGINT'],
      ['path', 'VARCHAR'],
      ['host', 'VARCHAR'],
      ['app', 'VARCHAR'],
      ['version', 'VARCHAR'],
      ['node_version', 'VARCHAR'],
      ['start_ms', 'DOUBLE'],
      ['end_ms', 'DOUBLE'],
    ],
  },
  {
    name: 'stalls',
    columns: [
      ['run', 'BIGINT'],
      ['fingerprint', 'VARCHAR'],
      ['route', 'VARCHAR'],
      ['package', 'VARCHAR'],
      ['count', 'BIGINT'],
      ['total_ms', 'DOUBLE'],
      ['worst_ms', 'DOUBLE'],
      ['requests', 'BIGINT'],
      ['first_ms', 'DOUBLE'],
      ['last_ms', 'DOUBLE'],
    ],
  },
  {
    name: 'culprits',
    columns: [
      ['fingerprint', 'VARCHAR'],
      ['file', 'VARCHAR'],
      ['line', 'BIGINT'],
      ['column_number', 'BIGINT'],
      ['function', 'VARCHAR'],
      ['cause', 'VARCHAR'],
      ['api', 'VARCHAR'],
    ],
  },
  {
    name: 'frames',
    columns: [
      ['fingerprint', 'VARCHAR'],
      ['depth', 'BIGINT'],
      ['file', 'VARCHAR'],
      ['line', 'BIGINT'],
      ['function', 'VARCHAR'],
      ['package', 'VARCHAR'],
      ['share', 'DOUBLE'],
    ],
  },
];

type Row = readonly (string | number | null)[];

/** The rows of a table, in the order of its columns. */
export function tableRows(fleet: Fleet, name: TableName): readonly Row[] {
  switch (name) {
    case 'runs':
      return fleet.runs.map((run) => [
        run.run,
        run.path,
        run.host,
        run.app,
        run.version,
        run.nodeVersion,
        run.startMs,
        run.endMs,
      ]);
    case 'stalls':
      return fleet.stalls.map((stall) => [
        stall.run,
        stall.fingerprint,
        stall.route,
        stall.package,
        stall.count,
        stall.totalMs,
        stall.worstMs,
        stall.requests,
        stall.firstMs,
        stall.lastMs,
      ]);
    case 'culprits':
      return [...fleet.culprits.values()].map(({ fingerprint, location, cause }) => [
        fingerprint,
        location?.file ?? null,
        location?.line ?? null,
        location?.column ?? null,
        location?.function ?? null,
        cause.kind,
        cause.api,
      ]);
    case 'frames':
      return [...fleet.culprits.values()].flatMap(({ fingerprint, stack }) =>
        stack.map((frame, depth) => [
          fingerprint,
          depth,
          frame.file,
          frame.line,
          frame.function,
          frame.package,
          frame.share,
        ]),
      );
  }
}
