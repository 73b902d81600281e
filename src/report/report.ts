import type {
  Culprit,
  Diagnosis,
  Finding,
  Location,
  ProcessInfo,
  StackFrame,
  Stall,
  SuppressedFinding,
  TriggerShare,
} from '../analyze/diagnosis.js';
import type { BudgetResult, Judgement, Verdict } from '../gate/verdict.js';

export type Tone = 'roast' | 'plain';

/** What is said of a finding or a culprit. Machine formats carry all of it in either tone. */
export interface Words {
  readonly title: string;
  readonly message: string;
  readonly fix: string;
  /** The joke, with its evidence; '' where there is none. A terminal shows it in the tone `roast` alone. */
  readonly roast: string;
  /** Where its page is. */
  readonly docs: string;
}

/** A finding with its words. */
export interface WordedFinding extends Finding, Words {}

/** A silenced finding with its name in this case: there is nothing more to say of it. */
export interface TitledSuppression extends SuppressedFinding {
  readonly title: string;
}

/** A culprit with its words: those of its finding where it has one, else those of its cause. */
export interface WordedCulprit extends Culprit, Words {
  /** The finding that speaks for it. */
  readonly findingId: string;
  readonly severity: Finding['severity'];
  /** False for what the machine did and the code did not. */
  readonly codesFault: boolean;
  /** Its finding is deliberate, as the user said. */
  readonly silenced: boolean;
  /** All of its stalls are of worker threads that did their job. */
  readonly atWork: boolean;
  /** The evidence of its worst stall. */
  readonly why: string;
  /** That finding itself; null where the words come from the cause alone. Not in JSON. */
  readonly finding: WordedFinding | null;
  /** Findings about these stalls and no others, besides the one that speaks: `fake-async`. Not in JSON. */
  readonly besides: readonly WordedFinding[];
}

/** Everything that a renderer needs; the JSON report is this object less the fields marked "not in JSON". */
export interface Report extends Omit<Diagnosis, 'findings' | 'culprits' | 'suppressed'> {
  readonly format: 'loopcheck-report';
  readonly version: 1;
  readonly culprits: readonly WordedCulprit[];
  readonly findings: readonly WordedFinding[];
  readonly suppressed: readonly TitledSuppression[];
  readonly budgets: readonly BudgetResult[];
  readonly verdict: Verdict;
  /** Left out where there was no baseline. */
  readonly baseline?: Judgement['baseline'];
  /** Left out for a single run. */
  readonly series?: Judgement['series'];
  /** The one-line opener. */
  readonly headline: string;
  readonly tone: Tone;
  /** Where the trace lies, for the last lines; null for none. Not in JSON. */
  readonly tracePath: string | null;
}

export type { Culprit, Location, ProcessInfo, StackFrame, Stall, TriggerShare };
