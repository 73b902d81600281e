import { resolve } from 'node:path';
import { loadAllowList } from './allow-list.js';
import { loadBaseline, tighten } from './baseline-file.js';
import { deliver } from './deliver.js';
import { errors } from './errors.js';
import { exitOfReport } from './exit-code.js';
import { expandPaths } from './expand.js';
import type { CliProcess } from './host.js';
import { asksDoctor, type Invocation } from './invocation.js';
import { makeReport, makeReportOfRuns } from './make-report.js';
import { openReport } from './open-report.js';
import { checkFormats, checkWritable, planOutputs } from './outputs.js';
import type { Parts } from './parts.js';
import { sayChoice } from './say-choice.js';

/**
 * `loopcheck report`: the same report from the saved trace, and so for each of several traces. Gives the exit code: the
 * worst of them. The target's own failure is shown, but it is not this command's.
 */
export async function reportCommand(
  { options, traces }: Extract<Invocation, { kind: 'report' }>,
  host: CliProcess,
  parts: Parts,
): Promise<number> {
  const outputs = planOutputs(options);
  const allow = loadAllowList(options.allow, host.cwd(), parts.wallMs());
  const baseline = options.baseline === null ? null : loadBaseline(options.baseline, host.cwd());
  const paths = expandPaths(traces, host.cwd());
  if (options.ratchet && paths.length > 1) throw errors.ratchetForMany(paths.length);
  const [readTrace, analysis, formats] = await Promise.all([parts.readTrace(), parts.analysis(), parts.formats()]);
  checkFormats(outputs, Object.keys(formats));
  const file = outputs.find(({ destination }) => destination.to === 'file');
  if (paths.length > 1 && file !== undefined) throw errors.oneFileForMany(paths.length);
  const second = asksDoctor(options) ? await import('./second-opinion.js') : null;
  second?.checkDoctor(options, host);
  const codes: number[] = [];
  for (const path of paths) {
    const trace = await readTrace(resolve(host.cwd(), path));
    checkWritable(outputs, host.cwd());
    const report =
      baseline === null
        ? await makeReport({ trace, path }, options, analysis, allow)
        : await makeReportOfRuns([{ trace, path }], options, analysis, allow, { baseline, series: null });
    const isShown = deliver(report, outputs, formats, host, options.detail);
    // The report itself says it among its notes.
    if (!isShown && options.detail !== 'quiet') sayChoice(trace, host);
    await second?.tellSecondOpinion(trace, report, options, host);
    if (options.otlp !== null) {
      await (await import('./send-otlp.js')).sendOtlp(options.otlp, trace, report, host, parts, options.detail);
    }
    if (baseline !== null && options.ratchet) tighten(baseline, report, host);
    codes.push(exitOfReport(report));
  }
  if (options.open) await openReport(outputs, host);
  return worst(codes);
}

/** A broken budget is worse than missing data: it is known. */
function worst(codes: readonly number[]): number {
  return codes.find((code) => code === 1) ?? Math.max(...codes);
}
