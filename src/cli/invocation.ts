import type { Budgets } from '../gate/verdict.js';
import type { Tone } from '../report/report.js';

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
  readonly tone: Tone;
  readonly detail: Detail;
  readonly blame: Blame;
  readonly budgets: Budgets;
  /** Files or names of worker threads whose job is to compute. */
  readonly cpuWorkers: readonly string[];
  /** A file of entries for what is deliberate. */
  readonly allow: string | null;
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
  readonly durationMs: number | null;
  /** A command line that runs against the target from its first `listen` on. */
  readonly onPort: string | null;
  /** Follow every promise and callback too. */
  readonly deep: boolean;
}

/** What to run: a script with this very Node, or any command. */
export type Target =
  | { readonly kind: 'script'; readonly script: string; readonly args: readonly string[] }
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly string[] };

/** A command line, understood. */
export type Invocation =
  | { readonly kind: 'run'; readonly options: RunOptions; readonly target: Target }
  | { readonly kind: 'report'; readonly options: ReportOptions; readonly traces: readonly string[] }
  | { readonly kind: 'import'; readonly files: readonly string[]; readonly trace: string | null }
  | {
      readonly kind: 'export';
      readonly trace: string;
      readonly as: string;
      readonly output: string | null;
    }
  | { readonly kind: 'explain'; readonly id: string | null }
  /** `findings`: the list of them belongs to it. */
  | { readonly kind: 'help'; readonly text: string; readonly findings: boolean }
  | { readonly kind: 'version' };
