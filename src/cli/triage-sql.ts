import type { DuckDBConnection } from '@duckdb/node-api';
import { visible } from '../report/text/clean.js';
import type { Fleet } from '../triage/records.js';
import { TABLES, tableRows } from '../triage/tables.js';
import { errors } from './errors.js';

/** Rows of one INSERT: many are quick, too many make a long statement. */
const BATCH = 500;

/**
 * Answers an SQL question about the fleet's tables in a database in memory: one JSON object a line. Throws a `CliError`
 * where DuckDB is not installed, or the question is wrong.
 */
export async function askFleet(fleet: Fleet, question: string): Promise<string> {
  const { DuckDBInstance } = await loadDuckDb();
  // A question has no business with files, nor with the network.
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await fill(connection, fleet);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    const reader = await answer(connection, question);
    return reader
      .getRowObjectsJson()
      .map((row) => `${JSON.stringify(row)}\n`)
      .join('');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function loadDuckDb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch {
    throw errors.needsDuckDb();
  }
}

async function answer(connection: DuckDBConnection, question: string) {
  try {
    return await connection.runAndReadAll(question);
  } catch (error) {
    throw errors.badSql(visible(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)));
  }
}

async function fill(connection: DuckDBConnection, fleet: Fleet): Promise<void> {
  for (const { name, columns } of TABLES) {
    await connection.run(`CREATE TABLE ${name} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')})`);
    const rows = tableRows(fleet, name);
    for (let from = 0; from < rows.length; from += BATCH) {
      const values = rows.slice(from, from + BATCH).map((row) => `(${row.map(literal).join(', ')})`);
      await connection.run(`INSERT INTO ${name} VALUES ${values.join(', ')}`);
    }
  }
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''").replaceAll('\0', '')}'`;
}
