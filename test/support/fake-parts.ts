import type { Diagnosis } from '../../src/analyze/diagnosis.js';
import type { Parts } from '../../src/cli/parts.js';
import type { Judgement } from '../../src/gate/verdict.js';
import type { Command, Ending, LaunchOptions } from '../../src/launch/launch.js';
import type { Report } from '../../src/report/report.js';
import type { Trace } from '../../src/trace/trace.js';

/** What happened behind the command line. */
export interface Seen {
  command: Command | null;
  options: LaunchOptions | null;
  trace: Trace | null;
  thresholdMs: number | null;
  tone: string | null;
  tracePath: string | null;
  allow: unknown;
}

/** How the pretended target and its report turn out. */
export interface Plot {
  readonly ending?: Partial<Ending>;
  readonly startError?: Error;
  readonly armed?: boolean;
  readonly judgement?: Partial<Judgement>;
  readonly readTrace?: Parts['readTrace'];
}

const EMPTY: Trace = { run: null, processes: [], packages: new Map(), problems: [] };

/** Parts that start nothing and analyse nothing, and tell what they were asked for. */
export function fakeParts(plot: Plot = {}): { parts: Parts; seen: Seen } {
  const seen: Seen = {
    command: null,
    options: null,
    trace: null,
    thresholdMs: null,
    tone: null,
    tracePath: null,
    allow: null,
  };
  const parts: Parts = {
    launch: async () => async (command, options) => {
      Object.assign(seen, { command, options });
      if (plot.startError !== undefined) throw plot.startError;
      options.onSpawned?.(7);
      return { pid: 7, exitCode: 0, signal: null, stoppedBy: null, ...plot.ending };
    },
    startLoad: async () => () => {
      throw new Error('No load here');
    },
    readTrace: plot.readTrace ?? (async () => async () => EMPTY),
    analysis: async () => ({
      diagnose: async (trace, { thresholdMs, allow }) => {
        Object.assign(seen, { trace, thresholdMs, allow });
        return { probe: { armed: plot.armed ?? true } } as Diagnosis;
      },
      judge: () => ({ budgets: [], verdict: { status: 'pass', reason: '' }, ...plot.judgement }),
      compose: (diagnosis, judgement, { tone, tracePath }) => {
        Object.assign(seen, { tone, tracePath });
        return { ...diagnosis, ...judgement, headline: 'All is well.' } as unknown as Report;
      },
    }),
    formats: async () => ({
      terminal: { render: (_report, { columns, color }) => `report ${columns} ${color}` },
      json: { render: () => '{}' },
    }),
    probePath: () => import.meta.filename,
    version: () => '1.2.3',
    monotonicNs: () => 1000n,
    wallMs: () => 0,
    yieldCpu: () => {},
  };
  return { parts, seen };
}
