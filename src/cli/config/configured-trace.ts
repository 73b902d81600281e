import type { CliProcess } from '../host.js';
import { findConfig } from './find.js';

/**
 * Where runs put their traces by the configuration that is found from here; null where that does not say. For commands
 * that take nothing else of it. Rejects with a `CliError` where it can't be read.
 */
export async function configuredTrace(host: CliProcess): Promise<string | null> {
  const found = await findConfig(null, host);
  if (found === null) return null;
  const { readConfig } = await import('./read.js');
  return (await readConfig(found, host)).trace ?? null;
}
