import { existsSync } from 'node:fs';
import type { AllowList } from '../analyze/silence/silence.js';
import type { GivenBaseline } from './baseline-file.js';
import { errors } from './errors.js';
import type { CliProcess } from './host.js';
import { type AllowSource, asksDoctor, type ReportOptions } from './invocation.js';
import { checkFormats, checkWritable, type Output, planOutputs, TERMINAL } from './outputs.js';
import type { Parts } from './parts.js';

/** What a report on something that is about to run needs. */
export interface Reporting {
  readonly outputs: readonly Output[];
  readonly allow: AllowList | null;
  readonly baseline: GivenBaseline | null;
}

/** Everything about the report that can be wrong before anything runs. Rejects with a `CliError`. */
export async function checkReporting(options: ReportOptions, host: CliProcess, parts: Parts): Promise<Reporting> {
  const outputs = planOutputs(options);
  const allow = options.allow === null ? null : await readAllowList(options.allow, host, parts);
  // The formats take a while to load; the usual one needs no check.
  if (outputs.some(({ format }) => format !== TERMINAL)) checkFormats(outputs, Object.keys(await parts.formats()));
  checkWritable(outputs, host.cwd());
  const baseline =
    options.baseline === null ? null : (await import('./baseline-file.js')).loadBaseline(options.baseline, host.cwd());
  if (asksDoctor(options)) (await import('./second-opinion.js')).checkDoctor(options, host);
  if (!existsSync(parts.probePath())) throw errors.missingProbe(parts.probePath());
  return { outputs, allow, baseline };
}

/** The list's reader knows every finding, so it is loaded for those who have a list. */
async function readAllowList(source: AllowSource, host: CliProcess, parts: Parts): Promise<AllowList | null> {
  return (await import('./allow-list.js')).loadAllowList(source, host.cwd(), parts.wallMs());
}
