import otlpSettings from '../metrics/otlp-settings.cjs';
import sender from '../metrics/post.cjs';
import { otlpOfRun } from '../report/otlp.js';
import type { Report } from '../report/report.js';
import type { Trace } from '../trace/trace.js';
import { type CliProcess, say } from './host.js';
import type { Detail } from './invocation.js';
import type { Parts } from './parts.js';

/**
 * Sends the figures of a run to `endpoint`, as OpenTelemetry's own variables say besides. Whether that worked is said on
 * stderr; a collector that is away changes no exit code.
 */
export async function sendOtlp(
  endpoint: string,
  trace: Trace,
  report: Report,
  host: CliProcess,
  { version }: Pick<Parts, 'version'>,
  detail: Detail,
): Promise<void> {
  const { otlp, complaints } = otlpSettings.otlpSettings(endpoint, host.env);
  for (const complaint of complaints) say(host, `loopcheck: ${complaint}`);
  if (otlp === null) return;
  const body = otlpOfRun(report, trace, { resource: otlp.resource, loopcheckVersion: version() });
  if (body === null) return say(host, 'loopcheck: the trace does not tell when a process ran, so no metrics were sent');
  const where = otlpSettings.shownUrl(otlp.url);
  const failure = await sender.post(otlp, body);
  if (failure !== null) say(host, `loopcheck: the metrics could not be sent to ${where} (${failure})`);
  else if (detail !== 'quiet') say(host, `loopcheck: sent the metrics to ${where}`);
}
