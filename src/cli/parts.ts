import type { Diagnosis } from '../analyze/diagnosis.js';
import type { AllowList } from '../analyze/silence/silence.js';
import type { Judge, Judgement } from '../gate/verdict.js';
import type { Command, Ending, LaunchOptions } from '../launch/launch.js';
import type { Load, LoadPlace } from '../launch/load.js';
import type { Renderer } from '../report/renderer.js';
import type { Report, Tone } from '../report/report.js';
import type { Trace } from '../trace/trace.js';
import type { Blame } from './invocation.js';

/** From trace to report. */
export interface Analysis {
  readonly diagnose: (
    trace: Trace,
    options: {
      readonly thresholdMs: number;
      readonly blame: Blame;
      readonly allow: AllowList | null;
      readonly cpuWorkers: readonly string[];
      readonly warmupMs: number;
    },
  ) => Promise<Diagnosis>;
  readonly judge: Judge;
  readonly compose: (
    diagnosis: Diagnosis,
    judgement: Judgement,
    options: { readonly tone: Tone; readonly tracePath: string | null },
  ) => Report;
}

/** What the commands work with. Each part is loaded when it is called for: a quick answer must not wait for all. */
export interface Parts {
  readonly launch: () => Promise<(command: Command, options: LaunchOptions) => Promise<Ending>>;
  readonly startLoad: () => Promise<(command: string, port: number, place: LoadPlace) => Load>;
  /** `redact` holds the patterns of the run itself, whose files may then be added to. */
  readonly readTrace: () => Promise<(path: string, redact?: readonly string[]) => Promise<Trace>>;
  readonly analysis: () => Promise<Analysis>;
  /** All formats; the one for people alone where nothing else is `wanted`, which is loaded sooner. */
  readonly formats: (wanted?: readonly string[]) => Promise<Readonly<Record<string, Renderer>>>;
  readonly probePath: () => string;
  readonly version: () => string;
  readonly monotonicNs: () => bigint;
  readonly wallMs: () => number;
  /** Steps back behind the target where both want a core. */
  readonly yieldCpu: () => void;
}
