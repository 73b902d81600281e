import type { Column, ColumnType, Table, TableName } from './schema.js';

/** All in which the engines differ. */
export interface Dialect {
  createTable(table: Table): string;
  /** What stands behind FROM, so that of rows with one key one counts. */
  from(table: TableName): string;
  /** Joins all rows that match. */
  readonly join: string;
  /** A text within a question. */
  text(value: string): string;
}

const columnsOf = (table: Table, define: (column: Column) => string) => table.columns.map(define).join(', ');

export const DUCKDB: Dialect = {
  createTable: (table) =>
    `CREATE TABLE ${table.name} (${columnsOf(table, ({ name, type, nullable }) => `${name} ${type}${nullable ? '' : ' NOT NULL'}`)})`,
  from: (table) => table,
  join: 'INNER JOIN',
  text: (value) => `'${value.replaceAll("'", "''")}'`,
};

const CLICKHOUSE_TYPES: Readonly<Record<ColumnType, string>> = {
  BIGINT: 'Int64',
  UBIGINT: 'UInt64',
  DOUBLE: 'Float64',
  VARCHAR: 'String',
};

function clickHouseColumn({ name, type, nullable }: Column): string {
  const plain = CLICKHOUSE_TYPES[type];
  return `${name} ${nullable ? `Nullable(${plain})` : plain}`;
}

export const CLICKHOUSE: Dialect = {
  // The same row written twice becomes one, now or when it is read with FINAL.
  createTable: (table) =>
    `CREATE TABLE IF NOT EXISTS ${table.name} (${columnsOf(table, clickHouseColumn)}) ` +
    `ENGINE = ReplacingMergeTree(${table.precedence ?? ''}) ORDER BY (${table.key.join(', ')})`,
  from: (table) => `${table} FINAL`,
  join: 'ALL INNER JOIN',
  text: (value) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
};
