import { visible } from '../report/text/clean.js';
import { isStoreError, type Store, type StoreError } from '../triage/store.js';
import { clickHouseAddress } from './click-house-url.js';
import { errors } from './errors.js';
import type { Engine, TriageRequest } from './triage-options.js';

/** With this much to read, more records come together than should lie in memory as objects. */
export const MUCH_BYTES = 256 * 1024 * 1024;

/**
 * Opens what keeps the records: what was asked for, else DuckDB where it is installed and a question in SQL or much to
 * read makes it worth loading. Rejects with a `StoreError`, or a `CliError` for a wrong address.
 */
export async function openStore(
  { engine, url, sql }: Pick<TriageRequest, 'engine' | 'url' | 'sql'>,
  paths: readonly string[],
  bytes: number,
  env: NodeJS.ProcessEnv,
): Promise<Store> {
  if (engine === 'clickhouse') {
    const { ClickHouseStore } = await import('../triage/sql/click-house-store.js');
    return ClickHouseStore.open(clickHouseAddress(url ?? '', env), paths.length > 0);
  }
  if (engine === 'duckdb' || sql !== null) return openDuckDb();
  if (engine === null && bytes >= MUCH_BYTES) {
    try {
      return await openDuckDb();
    } catch (error) {
      if (!isStoreError(error) || error.reason !== 'not-installed') throw error;
    }
  }
  const { MemoryStore } = await import('../triage/memory-store.js');
  return new MemoryStore();
}

async function openDuckDb(): Promise<Store> {
  const { DuckDbStore } = await import('../triage/sql/duckdb-store.js');
  return DuckDbStore.open();
}

/** Refuses options that contradict each other, or leave nothing to do. */
export function checkEngine(
  { engine, url, sql, thresholdMs }: Pick<TriageRequest, 'engine' | 'url' | 'sql' | 'thresholdMs'>,
  paths: readonly string[],
): void {
  if (engine === 'clickhouse' && url === null) throw errors.needsUrl();
  if (engine !== 'clickhouse' && url !== null) throw errors.urlForNone();
  if (engine !== 'clickhouse' && paths.length === 0) throw errors.nothingToTriage();
  if (engine === 'stream' && sql !== null) throw errors.sqlWithoutTables();
  if (paths.length === 0 && thresholdMs !== null) throw errors.thresholdForNone();
}

/** A store's complaint as the command line says it. */
export function engineError({ reason, message }: StoreError, { engine }: Pick<TriageRequest, 'engine'>): Error {
  const detail = visible(message);
  switch (reason) {
    case 'not-installed':
      return errors.needsDuckDb(engine === 'duckdb' ? '--engine duckdb' : '--sql');
    case 'unreachable':
      return errors.unreachableEngine(detail);
    case 'refused-login':
      return errors.refusedLogin(detail);
    case 'foreign':
      return errors.notClickHouse(detail);
    case 'nothing-there':
      return errors.nothingLoaded(detail);
    case 'bad-sql':
      return errors.badSql(detail);
    case 'failed':
      return errors.engineFailed(NAMES[engine ?? 'duckdb'], detail);
  }
}

const NAMES: Readonly<Record<Engine, string>> = { stream: 'The reader', duckdb: 'DuckDB', clickhouse: 'ClickHouse' };
