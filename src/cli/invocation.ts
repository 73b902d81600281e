import type { AllowEntry } from '../analyze/silence/allow.js';
import type { Wanted } from '../attach/choose-process.js';
import type { Aggregate } from '../gate/compare/aggregate.js';
import type { Budgets } from '../gate/verdict.js';
import type { Tone } from '../report/report.js';
import type { EnvironmentFormat } from './environment-options.js';
import type { TriageRequest } from './triage-options.js';

/** A file, or entries. */
export type AllowSource = string | readonly AllowEntry[];

/** A report that was asked for; `path` where `--format name=path` gave one. */
export interface FormatRequest {
  readonly name: string;
  readonly path: string | null;
}

/** How much is told on stderr: one line, what most people want, or everything. */
export type Detail = 'quiet' | 'usual' | 'verbose';

/** What shapes a report, of a run or of a saved trace. */
export interface ReportOptions {
  /** Null where the user left it to the default, or to the trace. */
  readonly thresholdMs: number | null;
  /** Empty where none was asked for. */
  readonly formats: readonly FormatRequest[];
  readonly output: string | null;
  /** Where the metrics go, on top of the reports; null for nowhere. */
  readonly metricsFile: string | null;
  /** Where the metrics are sent by OTLP, an address; null for nowhere. */
  readonly otlp: string | null;
  /** Show the HTML report in the browser. */
  readonly open: boolean;
  readonly tone: Tone;
  readonly detail: Detail;
  readonly blame: Blame;
  readonly budgets: Budgets;
  /** Files or names of worker threads whose job is to compute. */
  readonly cpuWorkers: readonly string[];
  /** What is deliberate: a file of entries, or those of a configuration. */
  readonly allow: AllowSource | null;
  /** A file of known culprits. */
  readonly baseline: string | null;
  /** Rewrite it where things got better. */
  readonly ratchet: boolean;
  /** The configuration's file; null where it is to be found, false where none is wanted. */
  readonly config: string | false | null;
  /** Budgets leave out what began earlier. */
  readonly warmupMs: number;
  /** Ask Clinic Doctor too. */
  readonly doctor: boolean;
  /** Where its page goes; null for none. */
  readonly doctorHtml: string | null;
}

/** Whether Clinic Doctor was asked for, one way or the other. */
export function asksDoctor({ doctor, doctorHtml }: Pick<ReportOptions, 'doctor' | 'doctorHtml'>): boolean {
  return doctor || doctorHtml !== null;
}

/** Whose code may be blamed: the user's, the dependencies', or whatever is innermost. */
export type Blame = 'app' | 'deps' | 'all';

export interface RunOptions extends ReportOptions {
  readonly trace: string | null;
  /** Sources of regular expressions: what they match is not written to the trace. */
  readonly redact: readonly string[];
  readonly durationMs: number | null;
  /** A command line that runs against the target from its first `listen` on. */
  readonly onPort: string | null;
  /** Follow every promise and callback too. */
  readonly deep: boolean;
  /** How often the target is run. */
  readonly runs: number;
  /** How the runs are judged together. */
  readonly aggregate: Aggregate;
}

/** What shapes a visit to a process that is running. */
export type AttachOptions = ReportOptions & Pick<RunOptions, 'trace' | 'durationMs'>;

/** What shapes the reading of a trace, before it is judged or shown. */
export type ReadingOptions = Pick<ReportOptions, 'thresholdMs' | 'blame' | 'cpuWorkers' | 'allow' | 'warmupMs'>;

/** What shapes a comparison. */
export interface DiffOptions extends ReadingOptions, Pick<ReportOptions, 'formats' | 'output' | 'detail' | 'open'> {
  /** Compare what was recorded under different circumstances. */
  readonly force: boolean;
}

/** What to run: a script with this very Node, or any command. */
export type Target =
  | { readonly kind: 'script'; readonly script: string; readonly args: readonly string[] }
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly string[] };

/** A command line, understood. */
export type Invocation =
  | { readonly kind: 'run'; readonly options: RunOptions; readonly target: Target }
  | { readonly kind: 'report'; readonly options: ReportOptions; readonly traces: readonly string[] }
  | { readonly kind: 'attach'; readonly options: AttachOptions; readonly wanted: Wanted }
  | { readonly kind: 'diff'; readonly options: DiffOptions; readonly before: string; readonly after: string }
  | {
      readonly kind: 'baseline-save';
      readonly options: ReadingOptions;
      /** Empty: the newest run. */
      readonly traces: readonly string[];
      readonly output: string;
    }
  | { readonly kind: 'init'; readonly script: string | null }
  | { readonly kind: 'triage'; readonly options: TriageRequest; readonly paths: readonly string[] }
  | { readonly kind: 'import'; readonly files: readonly string[]; readonly trace: string | null }
  | {
      readonly kind: 'export';
      /** Null: the newest run. */
      readonly trace: string | null;
      readonly as: string;
      readonly output: string | null;
    }
  | { readonly kind: 'explain'; readonly id: string | null }
  | { readonly kind: 'completion'; readonly shell: string | null }
  | { readonly kind: 'doctor-env'; readonly format: EnvironmentFormat }
  /** `findings`: the list of them belongs to it. */
  | { readonly kind: 'help'; readonly text: string; readonly findings: boolean }
  | { readonly kind: 'version' };
