import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readAllow } from '../analyze/silence/read-allow.js';
import type { AllowList } from '../analyze/silence/silence.js';
import { errors } from './errors.js';

/**
 * The allowlist in the file at `path`, asked on the day of `wallMs` (UTC); null without a file. Throws a `CliError`
 * where it can't be read or is wrong.
 */
export function loadAllowList(path: string | null, cwd: string, wallMs: number): AllowList | null {
  if (path === null) return null;
  const today = new Date(wallMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
  try {
    return { entries: readAllow(JSON.parse(readFileSync(resolve(cwd, path), 'utf8'))), today };
  } catch (error) {
    if (error instanceof TypeError) throw errors.badAllowList(path, error.message);
    if (error instanceof SyntaxError) throw errors.badAllowList(path, 'it is no JSON');
    throw errors.badAllowList(path, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}
