import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBAppender, DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Question } from '../aggregates.js';
import { keepWorst } from '../examples.js';
import type { CulpritRecord } from '../records.js';
import { type NewRun, type Store, storeError } from '../store.js';
import { type AnswerRow, aggregateTables, knownInTables } from './aggregate-tables.js';
import { DUCKDB } from './dialect.js';
import { type Cell, rowsOf } from './rows.js';
import { type ColumnType, TABLES, type Table } from './schema.js';

/** What does not fit into this goes to temporary files. */
const MEMORY_LIMIT = '256MB';

/** Keeps a fleet's records in the tables of a DuckDB in this process. */
export class DuckDbStore implements Store {
  /** Of each fingerprint the one to show: few enough to wait in memory until no better can come. */
  private readonly examples = new Map<string, CulpritRecord>();
  private isLocked = false;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly folder: string,
  ) {}

  /** Rejects with a `StoreError` (`not-installed`) where there is no DuckDB. */
  static async open(): Promise<DuckDbStore> {
    const { DuckDBInstance } = await loadDuckDb();
    // It is made when it is needed, which is seldom.
    const folder = join(tmpdir(), `loopcheck-triage-${randomUUID()}`);
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: MEMORY_LIMIT, temp_directory: folder });
    const connection = await instance.connect();
    for (const table of TABLES) await connection.run(DUCKDB.createTable(table));
    return new DuckDbStore(instance, connection, folder);
  }

  known(processes: readonly number[]) {
    return knownInTables((sql) => this.rows(sql), processes);
  }

  async add(runs: readonly NewRun[]) {
    for (const { parts } of runs) for (const culprit of parts.culprits) keepWorst(this.examples, culprit);
    for (const table of TABLES) await this.append(table, runs, []);
  }

  async aggregate(question: Question) {
    await this.finish();
    return aggregateTables((sql) => this.rows(sql), DUCKDB, question);
  }

  async ask(sql: string) {
    await this.finish();
    if (!this.isLocked) {
      // A question has no business with files, nor with the network.
      await this.connection.run('SET enable_external_access = false');
      await this.connection.run('SET lock_configuration = true');
      this.isLocked = true;
    }
    try {
      return (await this.connection.runAndReadAll(sql)).getRowObjectsJson();
    } catch (error) {
      throw storeError('bad-sql', firstLine(error));
    }
  }

  async close() {
    this.connection.closeSync();
    this.instance.closeSync();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async finish(): Promise<void> {
    for (const table of TABLES) await this.append(table, [], this.examples.values());
    this.examples.clear();
  }

  private async append(table: Table, runs: readonly NewRun[], culprits: Iterable<CulpritRecord>): Promise<void> {
    const rows = rowsOf(table.name, runs, culprits);
    if (rows.length === 0) return;
    const appender = await this.connection.createAppender(table.name);
    for (const row of rows) {
      for (const [index, { type }] of table.columns.entries()) appendCell(appender, type, row[index] ?? null);
      appender.endRow();
    }
    appender.closeSync();
  }

  private async rows(sql: string): Promise<readonly AnswerRow[]> {
    try {
      return (await this.connection.runAndReadAll(sql)).getRowObjectsJS();
    } catch (error) {
      throw storeError('failed', firstLine(error));
    }
  }
}

function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function appendCell(appender: DuckDBAppender, type: ColumnType, cell: Cell): void {
  if (cell === null) appender.appendNull();
  else if (type === 'VARCHAR') appender.appendVarchar(String(cell));
  else if (type === 'DOUBLE') appender.appendDouble(Number(cell));
  else if (type === 'UBIGINT') appender.appendUBigInt(BigInt(cell));
  else appender.appendBigInt(BigInt(cell));
}

async function loadDuckDb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api');
  } catch {
    throw storeError('not-installed', '@duckdb/node-api');
  }
}
