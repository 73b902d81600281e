import { isUnproven } from '../analyze/detectors/severity.js';
import type { Culprit, Diagnosis, LoopHealth, ProcessInfo, Stall } from '../analyze/diagnosis.js';
import { matcher } from '../analyze/glob.js';
import type { Scope } from './budget.js';
import { isCodesFault, ownMs } from './own-time.js';

/** What one budget is judged on. */
export interface Evidence {
  readonly diagnosis: Diagnosis;
  /** The part that is judged began here, ms of the run. */
  readonly fromMs: number;
  /** Stalls that are held against the code and belong to the scope. */
  readonly stalls: readonly Stall[];
  /** Stalls that are held against the code, of which it is not known whether they belong to the scope. */
  readonly unplaced: readonly Stall[];
  /** The loops in the scope. */
  readonly loops: readonly ProcessInfo[];
  /** The scope names processes or workers, so figures come from `loops` and not from the target's loop. */
  readonly isOfLoops: boolean;
  readonly loop: LoopHealth;
  readonly culprits: readonly Culprit[];
  readonly scope: Scope;
  /** Of the time in which the target's loop wanted a core, the share (0–1) that it waited for one; null where not known. */
  readonly starvedShare: number | null;
  /** The same within the stalls that are held against the code. */
  readonly stallStarvedShare: number | null;
}

/**
 * Whether a stall counts: not the machine's doing, no worker at its job, shown to be the code's by anything that was seen
 * or measured, and long enough without the wait for a core.
 * What is no number is kept, so that it can't pass for a short one. `alsoUnproven`: whoever it was.
 */
export function counts(stall: Stall, thresholdMs: number, alsoUnproven = false): boolean {
  const isCodes = isCodesFault(stall.cause.kind) && !stall.atWork && (alsoUnproven || !isUnproven(stall));
  return isCodes && !(ownMs(stall) < thresholdMs);
}

function loopTest(processes: readonly ProcessInfo[], scope: Scope): (loop: ProcessInfo) => boolean {
  const isProcess = scope.process === undefined ? null : matcher(scope.process);
  const isWorker = scope.worker === undefined ? null : matcher(scope.worker);
  const titles = new Map(processes.filter(({ threadId }) => threadId === 0).map((one) => [one.process, one.title]));
  return ({ process, threadId, title }) =>
    (isProcess === null || isProcess(titles.get(process) ?? '')) &&
    (isWorker === null || (threadId !== 0 && isWorker(title)));
}

/** True: it belongs to the scope. Null: its route or its file is not known. */
function placeTest({ phase, route, file }: Scope): (stall: Stall) => boolean | null {
  const isRoute = route === undefined ? null : matcher(route);
  const isFile = file === undefined ? null : matcher(file);
  return (stall) => {
    if (phase !== undefined && stall.phase !== phase) return false;
    const answers: (boolean | null)[] = [true];
    // Nothing is served before the startup is over.
    if (isRoute !== null)
      answers.push(stall.trigger === null ? (stall.phase === 'startup' ? false : null) : isRoute(stall.trigger.label));
    if (isFile !== null) answers.push(stall.location === null ? null : isFile(stall.location.file));
    return answers.includes(false) ? false : answers.includes(null) ? null : true;
  };
}

function waitedShare(stalls: readonly Stall[]): number | null {
  const told = stalls.filter(({ runQueueMs }) => runQueueMs !== null);
  const lengthMs = told.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const waitedMs = told.reduce((sum, { runQueueMs }) => sum + (runQueueMs ?? 0), 0);
  return lengthMs > 0 ? waitedMs / lengthMs : null;
}

/** Cuts a run down to what a scope is about, without the warm-up. `alsoUnproven`: see `counts`. */
export function evidenceFor(diagnosis: Diagnosis, scope: Scope, alsoUnproven = false): Evidence {
  const { stalls, processes, loop, culprits } = diagnosis.steady ?? diagnosis;
  const loops = processes.filter(loopTest(processes, scope));
  const keys = new Set(loops.map(({ process, threadId }) => `${process}/${threadId}`));
  const isOfLoops = scope.process !== undefined || scope.worker !== undefined;
  const here = stalls.filter(({ process, threadId }) => !isOfLoops || keys.has(`${process}/${threadId}`));
  const counted = here.filter((stall) => counts(stall, diagnosis.thresholdMs, alsoUnproven));
  const belongs = placeTest(scope);
  return {
    diagnosis,
    fromMs: diagnosis.steady?.fromMs ?? 0,
    stalls: counted.filter((stall) => belongs(stall) === true),
    unplaced: counted.filter((stall) => belongs(stall) === null),
    loops,
    isOfLoops,
    loop,
    culprits,
    scope,
    starvedShare: loop.starvedShare,
    stallStarvedShare: waitedShare(counted),
  };
}
