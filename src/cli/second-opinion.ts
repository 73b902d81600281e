import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findDoctor, type SecondOpinion } from '../interop/doctor/second-opinion.js';
import { exporterNamed } from '../interop/export/formats.js';
import type { Report } from '../report/report.js';
import { visible } from '../report/text/clean.js';
import type { Trace } from '../trace/trace.js';
import { errors } from './errors.js';
import { writeClinic } from './export-command.js';
import { type CliProcess, say } from './host.js';
import type { ReportOptions } from './invocation.js';
import { checkWritable } from './outputs.js';

type DoctorOptions = Pick<ReportOptions, 'doctor' | 'doctorHtml'>;

/** Throws a `CliError` where its package is not there, or its page could not be written: before anything is started. */
export function checkDoctor({ doctorHtml }: DoctorOptions, host: CliProcess): void {
  if (findDoctor([host.cwd()]) === null) throw errors.missingDoctor();
  if (doctorHtml !== null)
    checkWritable([{ format: 'doctor', destination: { to: 'file', path: doctorHtml } }], host.cwd());
}

/** Asks Clinic Doctor about the same run, and says what it finds beside loopcheck's own verdict, in two lines. */
export async function tellSecondOpinion(
  trace: Trace,
  report: Report,
  { doctorHtml }: DoctorOptions,
  host: CliProcess,
): Promise<void> {
  const load = findDoctor([host.cwd()]);
  if (load === null) throw errors.missingDoctor();
  if (trace.processes.length === 0) {
    say(host, 'loopcheck: there is no process in the trace that Clinic Doctor could judge');
    return;
  }
  const home = mkdtempSync(join(tmpdir(), 'loopcheck-doctor-'));
  try {
    const folder = join(home, 'run.clinic-doctor');
    const exported = exporterNamed('clinic')?.write(trace, () => null);
    if (exported?.kind !== 'clinic') return;
    writeClinic(folder, exported);
    const doctor = load();
    say(host, `doctor    ${words(await doctor.analyse(folder))}`);
    say(host, `loopcheck ${ownWords(report)}`);
    if (doctorHtml === null) return;
    await doctor.draw(folder, resolve(host.cwd(), doctorHtml));
    say(host, `loopcheck: wrote Clinic Doctor's page to ${doctorHtml}`);
  } catch (error) {
    say(host, `loopcheck: Clinic Doctor could not judge the run (${(error as Error).message.split('\n')[0]})`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What its categories mean, in its own terms. */
const MEANINGS: Readonly<Record<string, string>> = {
  'event-loop': 'the event loop is blocked',
  gc: 'garbage collection',
  io: 'slow input and output',
  performance: 'a performance problem',
  none: 'no problem',
  unknown: 'a problem that it can not name',
  data: 'too little data to say',
};

function words({ category, issues }: SecondOpinion): string {
  const found = issues.length === 0 ? '' : ` (${issues.join(', ')})`;
  return `${category}: ${MEANINGS[category] ?? 'see its page'}${found}`;
}

function ownWords({ culprits, verdict }: Report): string {
  const [worst] = culprits;
  if (worst === undefined) return `${verdict.status}: ${verdict.reason}`;
  const { cause, location, totalMs } = worst;
  const what = cause.api === null ? cause.kind : `${cause.kind} ${cause.api}`;
  const where = location === null ? '' : ` at ${location.file}:${location.line}`;
  return visible(`${verdict.status}: ${what}${where}, ${Math.round(totalMs)} ms in all`);
}
