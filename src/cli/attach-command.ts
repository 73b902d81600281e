import { checkReporting } from './check-reporting.js';
import { deliver } from './deliver.js';
import { exitOfRun } from './exit-code.js';
import type { CliProcess } from './host.js';
import { asksDoctor } from './invocation.js';
import { makeReport, makeReportOfRuns } from './make-report.js';
import { openReport } from './open-report.js';
import type { Parts } from './parts.js';
import { type Attach, recordAttached } from './record-attached.js';

/** `loopcheck attach`: watches a process that is running, lets it go again and reports. Gives the exit code. */
export async function attachCommand(attach: Attach, host: CliProcess, parts: Parts): Promise<number> {
  const { options } = attach;
  const { outputs, allow, baseline } = await checkReporting(options, host, parts);
  const recording = await recordAttached(attach, host, parts);
  const names = outputs.map(({ format }) => format);
  const [analysis, formats] = await Promise.all([parts.analysis(), parts.formats(names)]);
  const report =
    baseline === null
      ? await makeReport(recording, options, analysis, allow)
      : await makeReportOfRuns([recording], options, analysis, allow, { baseline, series: null });
  deliver(report, outputs, formats, host, options.detail);
  if (asksDoctor(options))
    await (await import('./second-opinion.js')).tellSecondOpinion(recording.trace, report, options, host);
  if (options.open) await openReport(outputs, host);
  if (baseline !== null && options.ratchet) (await import('./baseline-file.js')).tighten(baseline, report, host);
  return exitOfRun(recording.watched.exited, report);
}
