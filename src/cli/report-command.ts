import { resolve } from 'node:path';
import { loadAllowList } from './allow-list.js';
import { deliver } from './deliver.js';
import { errors } from './errors.js';
import { exitOfReport } from './exit-code.js';
import { expandPaths } from './expand.js';
import type { CliProcess } from './host.js';
import { asksDoctor, type Invocation } from './invocation.js';
import { makeReport } from './make-report.js';
import { checkFormats, checkWritable, planOutputs } from './outputs.js';
import type { Parts } from './parts.js';

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
  const paths = expandPaths(traces, host.cwd());
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
    const report = await makeReport(trace, path, options, analysis, allow);
    deliver(report, outputs, formats, host, options.detail);
    await second?.tellSecondOpinion(trace, report, options, host);
    codes.push(exitOfReport(report));
  }
  return worst(codes);
}

/** A broken budget is worse than missing data: it is known. */
function worst(codes: readonly number[]): number {
  return codes.find((code) => code === 1) ?? Math.max(...codes);
}
