import type { CliProcess } from './host.js';
import type { Invocation } from './invocation.js';
import type { Parts } from './parts.js';

export async function exportCommand(
  _invocation: Extract<Invocation, { kind: 'export' }>,
  _host: CliProcess,
  _parts: Parts,
): Promise<number> {
  return 2;
}
