import type { ClickHouseAddress } from '../triage/sql/click-house-client.js';
import { errors } from './errors.js';

/** Traces go to a database of their own, unless told. */
const DEFAULT_DATABASE = 'loopcheck';

/**
 * Takes `--url` apart: `http://user:password@host:8123/?database=name`. User and password may come from CLICKHOUSE_USER
 * and CLICKHOUSE_PASSWORD instead. Throws a `CliError` that does not repeat a password.
 */
export function clickHouseAddress(text: string, env: NodeJS.ProcessEnv): ClickHouseAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) throw errors.badUrl(withoutLogin(text));
  const database = url.searchParams.get('database') || DEFAULT_DATABASE;
  const user = decoded(url.username) || env['CLICKHOUSE_USER'] || null;
  const password = decoded(url.password) || env['CLICKHOUSE_PASSWORD'] || '';
  url.searchParams.delete('database');
  url.username = '';
  url.password = '';
  url.hash = '';
  return { url, user: user ?? (password === '' ? null : 'default'), password, database };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function withoutLogin(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//');
}
