import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAllow } from '../analyze/silence/read-allow.js';
import type { AllowList } from '../analyze/silence/silence.js';
import { errors } from './errors.js';
import type { AllowSource } from './invocation.js';
import { whyUnread } from './why-unread.js';

/**
 * The allowlist in a file, or as given, asked on the day of `wallMs` (UTC); null without a file. Throws a `CliError`
 * where it can't be read or is wrong.
 */
export function loadAllowList(source: AllowSource | null, cwd: string, wallMs: number): AllowList | null {
  if (source === null) return null;
  const today = new Date(wallMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
  if (typeof source !== 'string') return { entries: source, today };
  const path = source;
  try {
    return { entries: readAllow(JSON.parse(readFileSync(resolve(cwd, path), 'utf8'))), today };
  } catch (error) {
    if (error instanceof TypeError) throw errors.badAllowList(path, error.message);
    if (error instanceof SyntaxError) throw errors.badAllowList(path, 'it is no JSON');
    throw errors.badAllowList(path, whyUnread(error) ?? String(error));
  }
}
