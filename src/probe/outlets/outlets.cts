/** Where the figures go while the process runs: a port, a file, a collector. Runs on the monitor's thread. */
import type { HeaderEvent, ProcessEvent } from '../../trace/events.js' with { 'resolution-mode': 'import' };
import type { MetricsConfig, ProbeConfig } from '../../trace/probe-config.js' with { 'resolution-mode': 'import' };
import type { Outlet, OutletDeps } from './outlet.cjs';

import tallies = require('./tally.cjs');

/** How long after the start the first of them opens: the program takes its own ports first. */
const OPEN_AFTER_MS = 1000;

interface OutletsDeps {
  readonly nowMs: () => number;
  readonly pulseMs: number;
  /** How late the pulse is at this moment, ms; 0 where it is not. */
  readonly lateMs: () => number;
  readonly lostEvents: () => number;
  /** Writes a line to the trace. */
  readonly add: (event: ProcessEvent) => void;
}

interface Outlets extends Outlet {
  /** Takes note of a line of the trace. */
  take(event: ProcessEvent): void;
}

/** Who the figures are of, as OpenTelemetry names it. */
function resourceOf(header: HeaderEvent): Record<string, string | number> {
  const known = {
    'service.name': header.appName ?? header.title,
    'service.version': header.appVersion,
    'host.name': header.hostname,
    'process.pid': header.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': header.nodeVersion.replace(/^v/, ''),
  };
  const told = Object.entries(known).filter((entry): entry is [string, string | number] => (entry[1] ?? '') !== '');
  return Object.fromEntries(told);
}

/** All that `settings` name. None is opened before the target has had a second. */
function makeOutlets(settings: MetricsConfig, config: ProbeConfig, deps: OutletsDeps): Outlets {
  const { nowMs, pulseMs, lateMs, lostEvents, add } = deps;
  const { thresholdMs, loopcheckVersion } = config;
  const tally = tallies.makeTally({ thresholdMs, pulseMs, lateMs, lostEvents });
  const told = new Set<string>();
  const outletDeps: OutletDeps = {
    nowMs,
    figures: () => tally.figures(nowMs()),
    tellOnce(what, text) {
      if (told.has(what)) return;
      told.add(what);
      add({ type: 'note', atNs: Math.round(nowMs() * 1e6), text });
    },
  };
  let header: HeaderEvent | null = null;
  let outlets: readonly Outlet[] | null = null;

  const { port, host, file, otlp } = settings;

  function openFile(): Outlet[] {
    if (file === null) return [];
    const files = require('./file.cjs') as typeof import('./file.cjs');
    return [files.openFile(file, outletDeps, process.pid)];
  }

  function openAll(): Outlet[] {
    const opened = openFile();
    if (port !== null) {
      const { openPort } = require('./port.cjs') as typeof import('./port.cjs');
      opened.push(openPort(port, host, outletDeps));
    }
    if (otlp !== null) {
      const { openOtlp } = require('./otlp.cjs') as typeof import('./otlp.cjs');
      const known = header === null ? {} : resourceOf(header);
      opened.push(openOtlp(otlp, known, loopcheckVersion, outletDeps));
    }
    return opened;
  }

  /** A fault of ours costs the figures, never the monitor. */
  function safely(work: () => void): void {
    try {
      work();
    } catch (error) {
      outletDeps.tellOnce('fault', `The metrics failed (${(error as Error).message}).`);
    }
  }

  const openAtMs = nowMs() + OPEN_AFTER_MS;
  return {
    take(event) {
      if (event.type === 'header') header = event;
      tally.take(event);
    },
    tick(now) {
      if (now < openAtMs) return;
      safely(() => {
        outlets ??= openAll();
        for (const outlet of outlets) outlet.tick(now);
      });
    },
    wantsTurns: () => outlets?.some((outlet) => outlet.wantsTurns()) ?? false,
    close: () =>
      safely(() => {
        // Of a life of less than a second only the file is of use to anybody.
        for (const outlet of outlets ?? openFile()) outlet.close();
      }),
  };
}

export = { makeOutlets };
