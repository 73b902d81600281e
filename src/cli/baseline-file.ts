import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Baseline, baselineText, readBaseline } from '../gate/baseline/baseline.js';
import { ratcheted } from '../gate/baseline/ratchet.js';
import type { Report } from '../report/report.js';
import { errors } from './errors.js';
import { type CliProcess, say } from './host.js';
import { whyUnread } from './why-unread.js';

/** A baseline, and the file that it is from, as the user named it. */
export interface GivenBaseline {
  readonly baseline: Baseline;
  readonly file: string;
}

/** Reads the baseline that `--baseline` names. Throws a `CliError` where it is missing, broken, foreign, or of a newer loopcheck. */
export function loadBaseline(file: string, cwd: string): GivenBaseline {
  try {
    return { baseline: readBaseline(JSON.parse(readFileSync(resolve(cwd, file), 'utf8'))), file };
  } catch (error) {
    if (error instanceof TypeError) throw errors.badBaseline(file, error.message);
    if (error instanceof SyntaxError) throw errors.badBaseline(file, 'it is no JSON');
    throw errors.badBaseline(file, whyUnread(error) ?? String(error));
  }
}

/** Writes a baseline whole or not at all. Throws a `CliError` where that is impossible. */
export function writeBaseline(baseline: Baseline, file: string, cwd: string): void {
  const path = resolve(cwd, file);
  // Beside it, since a file is only moved in one step within one disk.
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(draft, baselineText(baseline));
    renameSync(draft, path);
  } catch (error) {
    discard(draft);
    throw errors.unwritableBaseline(file, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // It was never made.
  }
}

/**
 * `--ratchet`: takes out of the baseline what a report shows to be gone or better, and says so. A target that failed, or
 * that was stopped by Ctrl-C, may not have come to the rest.
 */
export function tighten({ baseline, file }: GivenBaseline, report: Report, host: CliProcess): void {
  const isWhole = report.target.stoppedBy !== 'interrupt' && report.verdict.status !== 'target-failed';
  const tighter = report.baseline === undefined || !isWhole ? null : ratcheted(baseline, report.baseline);
  if (tighter === null) return;
  writeBaseline(tighter, file, host.cwd());
  const gone = baseline.culprits.length - tighter.culprits.length;
  const rest = `${tighter.culprits.length} known ${tighter.culprits.length === 1 ? 'culprit' : 'culprits'} left`;
  say(host, `loopcheck: tightened ${file}: ${gone > 0 ? `${gone} gone, ` : ''}${rest}`);
}
