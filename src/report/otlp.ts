import { mainProcesses } from '../analyze/loop-health.js';
import collected from '../metrics/collections.cjs';
import type { Figures } from '../metrics/figures.cjs';
import requests from '../metrics/otlp.cjs';
import type { ProcessTrace, Trace } from '../trace/trace.js';
import { figuresOf } from './figures.js';
import type { Report } from './report.js';

const NS_PER_MS = 1e6;

/** Who the metrics are told by: attributes that the user named, which win over what the trace tells. */
export interface OtlpTeller {
  readonly resource: Readonly<Record<string, string>>;
  readonly loopcheckVersion: string;
}

/** The wall clock at a moment of a process. */
function wallMs({ header }: ProcessTrace, atNs: number): number {
  return header.originWallMs + atNs / NS_PER_MS;
}

/** From the first line of the target to the last sign of it, ms since 1970; null where no process tells its time. */
function spanOf(processes: readonly ProcessTrace[]): { readonly startMs: number; readonly timeMs: number } | null {
  // Other tools' captures may not say when they were made.
  const timed = processes.filter(({ header }) => header.originWallMs > 0);
  if (timed.length === 0) return null;
  const startMs = Math.min(...timed.map((process) => wallMs(process, process.armed?.atNs ?? 0)));
  return { startMs, timeMs: Math.max(startMs, ...timed.map((process) => wallMs(process, process.lastSeenNs))) };
}

function collectionsOf(processes: readonly ProcessTrace[]): Figures['collections'] {
  const counter = collected.countCollections();
  for (const { gcs } of processes) {
    for (const event of gcs) if ((event.threadId ?? 0) === 0) counter.take(event);
  }
  return counter.list();
}

function resourceOf(process: ProcessTrace | undefined, { target }: Report): Record<string, string | number> {
  const { header } = process ?? {};
  const known = {
    'service.name': header?.appName ?? header?.title,
    'service.version': header?.appVersion,
    'host.name': header?.hostname,
    'process.pid': header?.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': target.nodeVersion?.replace(/^v/, ''),
  };
  const told = Object.entries(known).filter((entry): entry is [string, string | number] => (entry[1] ?? '') !== '');
  return Object.fromEntries(told);
}

/**
 * The run's figures as the body of an OTLP/HTTP request in JSON; null for a trace that does not tell when a process ran.
 * The counters are those of the run, from its beginning to its end.
 */
export function otlpOfRun(report: Report, trace: Trace, { resource, loopcheckVersion }: OtlpTeller): string | null {
  const span = spanOf(trace.processes);
  if (span === null) return null;
  const main = mainProcesses(trace);
  return requests.otlpRequest(figuresOf(report, collectionsOf(main)), span, {
    resource: { ...resourceOf(main[0] ?? trace.processes[0], report), ...resource },
    loopcheckVersion,
  });
}
