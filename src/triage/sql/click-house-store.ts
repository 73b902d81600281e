import type { Question } from '../aggregates.js';
import { keepWorst } from '../examples.js';
import type { CulpritRecord } from '../records.js';
import { isStoreError, type NewRun, type Store, storeError } from '../store.js';
import { type AnswerRow, aggregateTables, knownInTables } from './aggregate-tables.js';
import { type ClickHouseAddress, ClickHouseClient } from './click-house-client.js';
import { CLICKHOUSE } from './dialect.js';
import { rowBinary } from './row-binary.js';
import { rowsOf } from './rows.js';
import { TABLES } from './schema.js';

/** Keeps a fleet's records in the tables of a ClickHouse, with those that were put there before. */
export class ClickHouseStore implements Store {
  private constructor(private readonly client: ClickHouseClient) {}

  /** Connects; where it `isWritten` makes the database and the tables that are missing. */
  static async open(address: ClickHouseAddress, isWritten: boolean): Promise<ClickHouseStore> {
    const client = new ClickHouseClient(address);
    await client.hello();
    if (isWritten) {
      await client.createDatabase();
      for (const table of TABLES) await client.run(CLICKHOUSE.createTable(table));
    }
    return new ClickHouseStore(client);
  }

  known(processes: readonly number[]) {
    return knownInTables((sql) => this.rows(sql), processes);
  }

  async add(runs: readonly NewRun[]) {
    const examples = new Map<string, CulpritRecord>();
    for (const { parts } of runs) for (const culprit of parts.culprits) keepWorst(examples, culprit);
    // In their order: a loading that ends half-way is done again as if it had never begun.
    for (const { name, columns } of TABLES) {
      const rows = rowsOf(name, runs, examples.values());
      if (rows.length === 0) continue;
      const names = columns.map((column) => column.name).join(', ');
      await this.client.insert(`INSERT INTO ${name} (${names}) FORMAT RowBinary`, rowBinary(columns, rows));
    }
  }

  aggregate(question: Question) {
    return aggregateTables((sql) => this.rows(sql), CLICKHOUSE, question);
  }

  /** A question of the user's own may read, and set nothing. */
  async ask(sql: string) {
    try {
      return await this.client.rows<unknown>(sql, { default_format: 'JSONEachRow', readonly: '1' });
    } catch (error) {
      if (!isStoreError(error)) throw error;
      if (error.reason === 'failed') throw storeError('bad-sql', error.message);
      // The tables of our own are there, or it would not have come to this.
      if (error.reason === 'nothing-there')
        throw storeError('bad-sql', 'it names a table or database that is not there');
      throw error;
    }
  }

  async close() {}

  private rows(sql: string): Promise<readonly AnswerRow[]> {
    return this.client.rows<AnswerRow>(`${sql} FORMAT JSONEachRow`);
  }
}
