export type TableName = 'runs' | 'processes' | 'stalls' | 'culprits' | 'frames';

/** As SQL calls them; a dialect may call them otherwise. */
export type ColumnType = 'BIGINT' | 'UBIGINT' | 'DOUBLE' | 'VARCHAR';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
}

/** One table of a fleet, in every engine. */
export interface Table {
  readonly name: TableName;
  readonly columns: readonly Column[];
  /** The columns that tell a row: of rows that share them one counts. */
  readonly key: readonly string[];
  /** The column that decides which: the largest. Null where such rows are the same. */
  readonly precedence: string | null;
}

const column = (name: string, type: ColumnType): Column => ({ name, type, nullable: false });
const optional = (name: string, type: ColumnType): Column => ({ name, type, nullable: true });

/** The tables, as docs/triage.md explains them. Units are in the names; times are ms since 1970. */
export const TABLES: readonly Table[] = [
  {
    name: 'stalls',
    columns: [
      column('run', 'BIGINT'),
      column('part', 'BIGINT'),
      column('fingerprint', 'VARCHAR'),
      optional('route', 'VARCHAR'),
      optional('package', 'VARCHAR'),
      column('count', 'BIGINT'),
      column('total_ms', 'DOUBLE'),
      column('worst_ms', 'DOUBLE'),
      optional('requests', 'BIGINT'),
      column('first_ms', 'DOUBLE'),
      column('last_ms', 'DOUBLE'),
    ],
    key: ['run', 'part'],
    precedence: null,
  },
  {
    name: 'culprits',
    columns: [
      column('fingerprint', 'VARCHAR'),
      optional('file', 'VARCHAR'),
      optional('line', 'BIGINT'),
      optional('column_number', 'BIGINT'),
      optional('function', 'VARCHAR'),
      column('cause', 'VARCHAR'),
      optional('api', 'VARCHAR'),
      column('worst_ms', 'DOUBLE'),
      column('path', 'VARCHAR'),
      column('precedence', 'UBIGINT'),
    ],
    key: ['fingerprint'],
    precedence: 'precedence',
  },
  {
    name: 'frames',
    columns: [
      column('fingerprint', 'VARCHAR'),
      column('depth', 'BIGINT'),
      column('file', 'VARCHAR'),
      column('line', 'BIGINT'),
      column('column_number', 'BIGINT'),
      column('function', 'VARCHAR'),
      column('origin', 'VARCHAR'),
      optional('package', 'VARCHAR'),
      column('share', 'DOUBLE'),
      optional('is_async', 'BIGINT'),
      column('precedence', 'UBIGINT'),
    ],
    key: ['fingerprint', 'depth'],
    precedence: 'precedence',
  },
  {
    name: 'runs',
    columns: [
      column('run', 'BIGINT'),
      column('path', 'VARCHAR'),
      optional('host', 'VARCHAR'),
      optional('app', 'VARCHAR'),
      optional('version', 'VARCHAR'),
      column('node_version', 'VARCHAR'),
      column('start_ms', 'DOUBLE'),
      column('end_ms', 'DOUBLE'),
      optional('boot_ms', 'DOUBLE'),
    ],
    key: ['run'],
    precedence: null,
  },
  // Last: a process vouches that all of its run has been written before it.
  {
    name: 'processes',
    columns: [column('process', 'BIGINT'), column('run', 'BIGINT')],
    key: ['process'],
    precedence: null,
  },
];
